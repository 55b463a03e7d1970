package io.millrace.tasks;

import io.millrace.core.Parameters;
import io.millrace.core.task.Join;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamUnary;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;

/** Assembles the pieces of a generated text, by the translator of text generation. */
public final class TextAssembly {

  static final String ID = "text-assembly";
  static final String VERSION = "1.0.0";

  private TextAssembly() {}

  /** The module; it serves {@link StandardTasks#TEXT_ASSEMBLY}. */
  public static TaskModule module() {
    return TaskModule.named(ID, VERSION)
        .serves(
            StandardTasks.TEXT_ASSEMBLY,
            as -> as.streamUnary(new Assembling<>(new GeneratedTextTranslator<>()))
                .deterministic())
        .build();
  }

  private record Assembling<A>(Join<GeneratedTextStreamResult, A, GeneratedTextResult> join)
      implements StreamUnary<GeneratedTextStreamResult, A, GeneratedTextResult> {
    @Override
    public StateType<A> stateType() {
      return join.accumulatorType();
    }

    @Override
    public A open(Parameters parameters) {
      return join.create();
    }

    @Override
    public A next(A state, GeneratedTextStreamResult element) {
      return join.add(state, element);
    }

    @Override
    public GeneratedTextResult end(A state) {
      return join.finish(state);
    }
  }
}
