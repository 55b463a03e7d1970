package io.millrace.kafka.record;

/** A record that is not what its topic promises. Its message says what was wanted and what was there. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Has no stack trace: it is the record that is wrong, and a flood of wrong ones must stay cheap. */
  public UndecodableException(String message) {
    super(message, null, false, false);
  }
}
