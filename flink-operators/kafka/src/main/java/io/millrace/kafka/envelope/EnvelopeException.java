package io.millrace.kafka.envelope;

import org.jspecify.annotations.Nullable;

/** Bytes that are no message, or one whose schema is not known. */
public final class EnvelopeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Has no stack trace of its own: it is the bytes that are wrong. The cause has Avro's. */
  EnvelopeException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
