package io.millrace.core;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Ends the request at hand with a {@link Status} of the thrower's choice. Never thrown with {@code OK}. */
public final class StatusException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Status.Code code;
  private final String description;

  /** Carries the status. */
  public StatusException(Status status) {
    this(status, null);
  }

  /** Carries the status and what caused it. */
  public StatusException(Status status, @Nullable Throwable cause) {
    super(status.toString(), cause);
    if (status.isOk()) {
      throw new IllegalArgumentException("an exception must carry a status other than OK");
    }
    this.code = status.code();
    this.description = status.message();
  }

  /** The status to end the request with. */
  public Status status() {
    return new Status(code, description);
  }
}
