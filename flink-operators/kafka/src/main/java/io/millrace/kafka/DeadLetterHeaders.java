package io.millrace.kafka;

/**
 * The headers of a dead letter's record, after the original's own: Kafka Streams' as KIP-1034 lays them out, and some of
 * ours. All are text; what is not known is not there.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-1034%3A+Dead+letter+queue+in+Kafka+Streams">KIP-1034</a>
 */
public final class DeadLetterHeaders {

  /** The exception's class, or the status code. */
  public static final String EXCEPTION = "__streams.errors.exception";

  /** What went wrong; cut if it is long. */
  public static final String MESSAGE = "__streams.errors.message";

  /** Where; cut if it is long, empty if it was no exception. */
  public static final String STACK_TRACE = "__streams.errors.stacktrace";

  /** The topic that was read. */
  public static final String TOPIC = "__streams.errors.topic";

  /** The partition. */
  public static final String PARTITION = "__streams.errors.partition";

  /** The record's offset, or that of the request's first message. */
  public static final String OFFSET = "__streams.errors.offset";

  /** The operator that gave up. */
  public static final String OPERATOR = "__millrace.errors.operator";

  /** The request; of requests only. */
  public static final String REQUEST_ID = "__millrace.errors.request_id";

  /** The request's attempt; of requests only. */
  public static final String ATTEMPT = "__millrace.errors.attempt";

  /** The offset of the request's last message that was taken; of requests only. */
  public static final String LAST_OFFSET = "__millrace.errors.last_offset";

  /** The value's length in bytes, if it was cut. */
  public static final String VALUE_LENGTH = "__millrace.errors.value_length";

  /** The whole value's SHA-256 in hex, if it was cut. */
  public static final String VALUE_SHA256 = "__millrace.errors.value_sha256";

  /** The key's length in bytes, if it was cut. */
  public static final String KEY_LENGTH = "__millrace.errors.key_length";

  /** The whole key's SHA-256 in hex, if it was cut. */
  public static final String KEY_SHA256 = "__millrace.errors.key_sha256";

  /** How many of the original's headers there was no room for. */
  public static final String HEADERS_DROPPED = "__millrace.errors.headers_dropped";

  private DeadLetterHeaders() {}

  /** Whether a header is one of these, and says why some earlier reader gave the record up. */
  static boolean isOurs(String name) {
    return name.startsWith("__streams.errors.") || name.startsWith("__millrace.errors.");
  }
}
