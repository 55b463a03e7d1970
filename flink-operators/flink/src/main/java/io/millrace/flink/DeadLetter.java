package io.millrace.flink;

import io.millrace.core.Origin;
import io.millrace.core.Status;
import io.millrace.flink.types.StateTypes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What could not be worked on, and why: a record that could not be read, with its bytes; a request that failed, with where
 * its messages are; or a control message that was refused, which has neither.
 *
 * @param reason the status code, or the exception's class
 * @param message what went wrong
 * @param stackTrace where; empty if it was no exception
 * @param operator who gave up
 * @param requestId the request, if it is known
 * @param attempt its attempt
 * @param topic where it was read; null if that is not known
 * @param partition the partition; -1 if that is not known
 * @param firstOffset the offset of the record, or of the request's first message; -1 if that is not known
 * @param lastOffset the offset of the record, or of the request's last message; -1 if that is not known
 * @param timestamp the record's timestamp in milliseconds since the epoch; -1 for a request
 * @param key the record's key; null if it has none, and for a request
 * @param value the record's value; null if it has none, and for a request
 * @param headers the record's headers; empty for a request
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared: what Flink stores without Kryo
public record DeadLetter(
    String reason,
    String message,
    String stackTrace,
    String operator,
    @Nullable String requestId,
    int attempt,
    @Nullable String topic,
    int partition,
    long firstOffset,
    long lastOffset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  /** The type of a stream of dead letters. */
  public static final TypeInformation<DeadLetter> TYPE = StateTypes.of(DeadLetter.class);

  /**
   * A record's header.
   *
   * @param name the header's name
   * @param value its bytes; null if it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // as above
  public record Header(String name, byte @Nullable [] value) {}

  /** A request that failed; {@code first} and {@code lastOffset} say where its messages are, if that is known. */
  public static DeadLetter ofRequest(
      String operator,
      String requestId,
      int attempt,
      @Nullable Origin first,
      long lastOffset,
      Status status,
      String stackTrace) {
    return new DeadLetter(
        status.code().name(),
        status.message(),
        stackTrace,
        operator,
        requestId,
        attempt,
        first == null ? null : first.topic(),
        first == null ? -1 : first.partition(),
        first == null ? -1 : first.offset(),
        first == null ? -1 : lastOffset,
        -1,
        null,
        null,
        List.of());
  }

  /** A control message that an operator refused. */
  static DeadLetter ofControl(String operator, Status status, String stackTrace) {
    return new DeadLetter(
        status.code().name(),
        status.message(),
        stackTrace,
        operator,
        null,
        0,
        null,
        -1,
        -1,
        -1,
        -1,
        null,
        null,
        List.of());
  }

  /** An exception's stack trace as text; empty for none. */
  public static String stackTraceOf(@Nullable Throwable cause) {
    if (cause == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
