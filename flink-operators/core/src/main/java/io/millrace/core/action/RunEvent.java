package io.millrace.core.action;

/** What a streamed run tells its reader, in the order it happens. */
public sealed interface RunEvent {

  /** The step that it is about. */
  Step step();

  /** An attempt at a step begins. Told only where every step streams. */
  record Began(Step step) implements RunEvent {}

  /**
   * An intermediate result.
   *
   * @param index its number in the attempt, from 0
   * @param item the intermediate result
   */
  record Item(Step step, long index, Object item) implements RunEvent {}

  /**
   * A step is done. Told only where every step streams.
   *
   * @param result the final result
   * @param state the state it left
   */
  record Done(Step step, Object result, State state) implements RunEvent {}

  /**
   * An attempt failed, and the run goes on: with another attempt, or another action. Told only where every step streams.
   *
   * @param error what it failed with
   */
  record Failed(Step step, Throwable error) implements RunEvent {}
}
