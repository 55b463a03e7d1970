package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StateType.Both;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import java.util.function.Consumer;

/** A fake: works as another module does, and fails every request at the same element. */
public final class FailingModule {

  private FailingModule() {}

  /**
   * A module that serves the task of {@code healthy}, natively stream → stream, and throws the status when it is given
   * the element of this number, counted from 0. What earlier elements brought is out by then.
   */
  public static <I, IE, O, OE> TaskModule atElement(
      long element, Status status, ModuleRunner<I, IE, O, OE> healthy) {
    if (element < 0) {
      throw new IllegalArgumentException("element must be at least 0 but was " + element);
    }
    return TaskModule.named("failing", "1.0.0")
        .serves(healthy.task(), as -> {
          as.streamStream(failing(healthy.streamStream(), element, status));
          healthy.parameters().forEach(as::reads);
        })
        .build();
  }

  private static <IE, S, OE> StreamStream<IE, ?, OE> failing(
      StreamStream<IE, S, OE> healthy, long element, Status status) {
    return new Failing<>(healthy, element, status);
  }

  private record Failing<IE, S, OE>(StreamStream<IE, S, OE> healthy, long element, Status status)
      implements StreamStream<IE, Both<S, Long>, OE> {
    @Override
    public StateType<Both<S, Long>> stateType() {
      return StateType.pair(healthy.stateType(), StateType.of(Long.class));
    }

    @Override
    public Both<S, Long> open(Parameters parameters) {
      return new Both<>(healthy.open(parameters), 0L);
    }

    @Override
    public Both<S, Long> next(Both<S, Long> state, IE next, Consumer<? super OE> out) {
      if (state.second() == element) {
        throw status.asException();
      }
      return new Both<>(healthy.next(state.first(), next, out), state.second() + 1);
    }

    @Override
    public void end(Both<S, Long> state, Consumer<? super OE> out) {
      healthy.end(state.first(), out);
    }
  }
}
