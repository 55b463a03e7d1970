package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/**
 * How a branch ended.
 *
 * @param branch the branch's name
 * @param outcome its outcome; null if it failed
 * @param error what it failed with; null if it did not
 */
public record BranchResult(
    String branch, @Nullable Outcome outcome, @Nullable Throwable error) {

  /** Whether it failed. */
  public boolean isFailed() {
    return error != null;
  }

  /**
   * Its outcome, with final result and state.
   *
   * @throws IllegalStateException if it failed, with the failure as cause
   */
  public Outcome get() {
    if (outcome == null) {
      throw new IllegalStateException("branch '" + branch + "' failed", error);
    }
    return outcome;
  }
}
