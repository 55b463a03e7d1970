package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.MessageEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Holds what is written again under one request, attempt and sequence to the bytes that were written first: key, value and
 * W3C's trace headers, which are all that a record of a message has. Of what was written first it keeps a digest.
 *
 * @param <T> the payload's type
 */
final class WrittenAgain<T> {

  /** What a reader tells messages by. */
  private record Name(String requestId, int attempt, long sequence) {}

  /**
   * What was written first.
   *
   * @param place where, for people to read
   * @param digest of its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals, never by equals
  private record First(String place, byte[] digest) {}

  private final MessageEncoder<T> encoder;
  private final MessageDigest digest;
  private final Map<Name, First> firsts = new HashMap<>();
  private long again;

  WrittenAgain(Class<T> payload) {
    encoder = MessageEncoder.of(payload);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How many were written again. */
  long again() {
    return again;
  }

  /**
   * Takes a record, and the message that it holds.
   *
   * @return what is wrong with it
   */
  Optional<String> take(Message<T> message, ConsumerRecord<byte[], byte[]> record) {
    byte[] bytes = digest(message, record);
    String place = "partition " + record.partition() + ", offset " + record.offset();
    Name name = new Name(message.requestId(), message.attempt(), message.sequence());
    First first = firsts.putIfAbsent(name, new First(place, bytes));
    if (first == null) {
      return misnamed(message, record).map(why -> "the record at " + place + " " + why);
    }
    again++;
    return Arrays.equals(first.digest(), bytes)
        ? Optional.empty()
        : Optional.of(
            message + " at " + place + " must be, byte by byte, what it was at " + first.place());
  }

  /** What a record says beside the envelope must be what the envelope says. */
  private static Optional<String> misnamed(
      Message<?> message, ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "none" : new String(record.key(), UTF_8);
    if (!key.equals(message.requestId())) {
      return Optional.of("must have the key '" + message.requestId() + "' but has '" + key + "'");
    }
    Map<String, String> trace = new TreeMap<>(Message.traceOf(message.headers()));
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.merge(
          header.key(), new String(header.value(), UTF_8), (one, two) -> one + ", " + two);
    }
    return headers.equals(trace)
        ? Optional.empty()
        : Optional.of("must have the headers " + trace + " but has " + headers);
  }

  private byte[] digest(Message<T> message, ConsumerRecord<byte[], byte[]> record) {
    add(record.key() == null ? new byte[0] : record.key());
    for (Header header : record.headers()) {
      add(header.key().getBytes(UTF_8));
      add(header.value());
    }
    add(value(message, record));
    return digest.digest();
  }

  /** Why a request failed is for people to read, and may depend on the clock. */
  private byte[] value(Message<T> message, ConsumerRecord<byte[], byte[]> record) {
    Status.Code code = message.status().code();
    return code == Status.Code.OK
        ? record.value()
        : encoder.encode(message.endingWith(code.because("any words")));
  }

  /** With its length before it, so that no byte can go from one to the next unseen. */
  private void add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
