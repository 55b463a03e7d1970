package io.millrace.core;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends the request at hand with a {@link Status} of the thrower's choice. Never thrown with {@code OK}. */
public final class StatusException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Status.Code code;
  private final String description;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  /** Carries the status. */
  public StatusException(Status status) {
    this(status, null);
  }

  /** Carries the status and what caused it. */
  public StatusException(Status status, @Nullable Throwable cause) {
    this(status, cause, false, null);
  }

  private StatusException(
      Status status, @Nullable Throwable cause, boolean retryable, @Nullable Duration retryAfter) {
    super(status.toString(), cause);
    if (status.isOk()) {
      throw new IllegalArgumentException("an exception must carry a status other than OK");
    }
    if (retryAfter != null && retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfter must not be negative but was " + retryAfter);
    }
    this.code = status.code();
    this.description = status.message();
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /**
   * A failure that the same call may not meet again a little later: a server that is busy, a connection that broke. Who
   * retries does so; nobody has to.
   *
   * @param retryAfter how long the failing side asks to be left alone, if it said
   */
  public static StatusException retryable(
      Status status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    return new StatusException(status, cause, true, retryAfter);
  }

  /** The status to end the request with. */
  public Status status() {
    return new Status(code, description);
  }

  /** Whether the same call may go well a little later. */
  public boolean isRetryable() {
    return retryable;
  }

  /** How long the failing side asks to be left alone, if it said. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
