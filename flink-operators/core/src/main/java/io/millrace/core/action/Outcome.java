package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended that did not fail.
 *
 * @param ending why it ended
 * @param action the action it halted after, or before; at the end of the graph the last that ran, null if none did
 * @param result the final result of the step it halted after, or of the last before the end of the graph; null if it halted
 *     before an action, or no step ran
 * @param progress where the application stands now
 */
public record Outcome(
    Ending ending, @Nullable String action, @Nullable Object result, Progress progress) {

  /** Why a run ended. */
  public enum Ending {
    /** At a halt before an action. */
    HALTED_BEFORE,
    /** At a halt after an action. */
    HALTED_AFTER,
    /** No transition leads on. */
    END_OF_GRAPH
  }

  /** The state now. */
  public State state() {
    return progress.state();
  }

  /**
   * The result, of this class.
   *
   * @throws IllegalStateException if there is none, or it is of another class
   */
  public <R> R result(Class<R> type) {
    if (!type.isInstance(result)) {
      throw new IllegalStateException("the result must be a " + type.getSimpleName() + " but "
          + (result == null ? "there is none: " + ending : "was " + Shown.value(result)));
    }
    return type.cast(result);
  }
}
