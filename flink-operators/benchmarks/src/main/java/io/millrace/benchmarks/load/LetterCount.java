package io.millrace.benchmarks.load;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamUnary;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;

/** A module that does next to nothing with a stream and answers once: it counts letters. */
public final class LetterCount {

  private static final Task<Void, String, Long, Void> TASK = Task.named("letter-count")
      .input(Void.class, String.class)
      .output(Long.class, Void.class)
      .build();

  /**
   * What is accumulated.
   *
   * @param letters how many there were
   */
  public record Letters(long letters) {}

  private LetterCount() {}

  /** Its runner. */
  public static ModuleRunner<Void, String, Long, Void> runner() {
    return TASK.runner(TaskModule.named("letter-count", "1.0.0")
        .serves(TASK, as -> as.streamUnary(new Counting()))
        .build());
  }

  private static final class Counting implements StreamUnary<String, Letters, Long> {
    @Override
    public StateType<Letters> stateType() {
      return StateType.of(Letters.class);
    }

    @Override
    public Letters open(Parameters parameters) {
      return new Letters(0);
    }

    @Override
    public Letters next(Letters state, String element) {
      return new Letters(state.letters() + element.length());
    }

    @Override
    public Long end(Letters state) {
      return state.letters();
    }
  }
}
