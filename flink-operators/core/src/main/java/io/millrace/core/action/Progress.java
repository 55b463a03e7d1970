package io.millrace.core.action;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
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

  /** The same place in another application, where no attempt at the next step was made. */
  public Progress forked() {
    return withAttempt(0);
  }

  /**
   * What an engine fails a fork with that wants the state after a step of which it is not kept.
   *
   * @param step the number of that step
   * @param first the number of the first step after which the state is kept
   * @param latest the number of the step done last; -1 if none is
   * @return NOT_FOUND if no step is done, OUT_OF_RANGE if it is another
   */
  public static StatusException notKept(String application, long step, long first, long latest) {
    if (latest < 0) {
      return Status.Code.NOT_FOUND
          .because("application '" + application + "' must have done a step to be forked but has"
              + " done none")
          .asException();
    }
    return Status.Code.OUT_OF_RANGE
        .because("application '" + application + "' must be forked after a step whose state is"
            + " kept, " + first + " to " + latest + ", but after step " + step)
        .asException();
  }

  /** The same place with another state. */
  public Progress withState(State newState) {
    return new Progress(newState, last, redirect, sequence, attempt);
  }
}
