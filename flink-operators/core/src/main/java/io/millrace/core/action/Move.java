package io.millrace.core.action;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** What a {@link Run} wants to be done next. */
public sealed interface Move {

  /**
   * Run this attempt, and tell the run each item, and how it ended; or that it is not over after the longest time it may
   * take, see {@link Run#expire}.
   *
   * @param step the attempt
   * @param work what is to be run
   * @param timeLimit how long that may take at most; for ever, if there is none
   */
  record Perform(Step step, Work work, Optional<Duration> timeLimit) implements Move {}

  /**
   * Ask again after this time.
   *
   * @param time how long
   */
  record Wait(Duration time) implements Move {}

  /**
   * Nothing: the run is over, and went well.
   *
   * @param outcome how it ended
   */
  record Ended(Outcome outcome) implements Move {}

  /**
   * Nothing: the run is over, and failed.
   *
   * @param error a {@link StepFailedException}; a {@link io.millrace.core.StatusException} if it was cancelled or reached
   *     its step limit; or what a condition or a hook failed with
   */
  record Failed(RuntimeException error) implements Move {}

  /** One attempt's work. */
  @FunctionalInterface
  interface Work {
    /**
     * A publisher for one subscriber: intermediate results, and at the end exactly one final result. What blocks runs on
     * the executor.
     */
    Flow.Publisher<Streamed<Object, Final<?>>> on(Executor executor) throws Exception;

    /** A stream of some types, read as one of any: it is only read from. */
    @SuppressWarnings("unchecked")
    static <I, R> Work of(Action<I, R> action, State view, Inputs inputs) {
      return executor -> {
        Streaming<?, ?> streaming = action.body.start(view, inputs);
        return ((Streaming<Object, Final<?>>) streaming).on(executor);
      };
    }
  }
}
