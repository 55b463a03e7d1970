package io.millrace.core.action;

/**
 * Told what happens in runs, one call at a time, always in this order: {@code callStarted}; for each attempt at a step
 * {@code stepStarted}, then, if its intermediate results go to the caller, {@code streamStarted}, each {@code item} and
 * {@code streamEnded}, then {@code stepEnded}; at last {@code callEnded}. What has started also ends, however it ends.
 *
 * <p>On the thread that drives the run, which waits for it. An exception of a hook is reported and changes nothing, unless
 * {@link Hooks#failing} was set.
 */
public interface Hook {

  /** A request is begun. */
  default void callStarted(Call call) {}

  /** An attempt at a step is begun. */
  default void stepStarted(Step step) {}

  /** The step's intermediate results will go to the caller. */
  default void streamStarted(Step step) {}

  /** An intermediate result goes to the caller. The final result is none. */
  default void item(RunEvent.Item item) {}

  /**
   * No more intermediate results.
   *
   * @param items how many there were
   */
  default void streamEnded(Step step, long items) {}

  /** The attempt is over. */
  default void stepEnded(Step step, StepEnd end) {}

  /** The request is over. */
  default void callEnded(Call call, CallEnd end) {}
}
