package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/**
 * Where an application stands, as a value: with this and a graph it goes on, in whatever process.
 *
 * @param state what it knows
 * @param last the action done last; null before the first
 * @param redirect the action that a failure has led to, in place of what follows {@code last}; null if none has
 * @param sequence the number of the next step: how many are done
 * @param attempt the number of the next attempt at that step; after a failure the step is the same and this one more
 */
public record Progress(
    State state, @Nullable String last, @Nullable String redirect, long sequence, int attempt) {

  /** Validates the numbers. */
  public Progress {
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence must not be negative but was " + sequence);
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt must not be negative but was " + attempt);
    }
  }

  /** A new application's. */
  public static Progress of(State state) {
    return new Progress(state, null, null, 0, 0);
  }

  /** After a step was done. */
  Progress done(String action, State newState) {
    return new Progress(newState, action, null, sequence + 1, 0);
  }

  /** After an attempt that failed: the same place. */
  Progress failed() {
    return new Progress(state, last, redirect, sequence, attempt + 1);
  }

  /** Led elsewhere by a failure. */
  Progress redirected(String to) {
    return new Progress(state, last, to, sequence, attempt);
  }

  /**
   * The same place with this as the number of the next attempt: engines that run an attempt again after a restart must not
   * give it the number it had.
   */
  public Progress withAttempt(int newAttempt) {
    return new Progress(state, last, redirect, sequence, newAttempt);
  }

  /** The same place with another state. */
  public Progress withState(State newState) {
    return new Progress(newState, last, redirect, sequence, attempt);
  }
}
