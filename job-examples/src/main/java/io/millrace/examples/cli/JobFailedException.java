package io.millrace.examples.cli;

/** A job that could not do its work, for a reason its message says in full. */
public final class JobFailedException extends Exception {

  private static final long serialVersionUID = 1;

  /** Says why. */
  public JobFailedException(String message) {
    super(message);
  }

  /** Says why, and what it came from. */
  public JobFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
