package io.millrace.core.action;

import java.io.Serial;

/** A step failed, all its attempts over, and no transition leads on from it. The state is as it was before the step. */
public final class StepFailedException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Step step;

  StepFailedException(Step step, Throwable cause) {
    super(step + " failed: " + cause.getMessage(), cause);
    this.step = step;
  }

  /** The last attempt. */
  public Step step() {
    return step;
  }
}
