package io.millrace.core;

/**
 * How a request ended: one of gRPC's canonical codes, and for all but {@link Code#OK} a message for people.
 *
 * @param code the canonical code
 * @param message what went wrong; empty for {@code OK}
 * @see <a href="https://grpc.io/docs/guides/status-codes/">gRPC status codes</a>
 */
public record Status(Code code, String message) {

  /** The one status of a request that ended well. */
  public static final Status OK = new Status(Code.OK, "");

  /** Validates that {@code OK} says nothing, so that it has one representation. */
  public Status {
    if (code == Code.OK && !message.isEmpty()) {
      throw new IllegalArgumentException(
          "a status of OK has no message but was given \"" + message + "\"");
    }
  }

  /** The canonical codes, with the numbers gRPC gives them. */
  public enum Code {
    OK(0),
    CANCELLED(1),
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    ALREADY_EXISTS(6),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    ABORTED(10),
    OUT_OF_RANGE(11),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    DATA_LOSS(15),
    UNAUTHENTICATED(16);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    /** Makes a status of this code. */
    public Status because(String message) {
      return new Status(this, message);
    }

    /** The number gRPC gives this code. */
    public int number() {
      return number;
    }
  }

  /**
   * The status that an exception stands for: its own for a {@link StatusException}, otherwise {@code UNKNOWN} with the
   * exception's class and message, as gRPC servers answer for an exception that names no status.
   */
  public static Status of(Throwable thrown) {
    return thrown instanceof StatusException e
        ? e.status()
        : Code.UNKNOWN.because(thrown.toString());
  }

  /** Whether the request ended well. */
  public boolean isOk() {
    return code == Code.OK;
  }

  /** An exception that carries this status. */
  public StatusException asException() {
    return new StatusException(this);
  }

  @Override
  public String toString() {
    return message.isEmpty() ? code.name() : code + ": " + message;
  }
}
