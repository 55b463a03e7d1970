package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.benchmarks.soak.Expectation.Verdict;
import io.millrace.core.Message;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Holds each record to what must be on the topic, also those that a reader drops. What is written for the first time under
 * its request, attempt and sequence is held to what plain Java answers and must come in its turn; what is written again, to
 * the bytes that were written first: key, value and W3C's trace headers, which are all that a record of a message has. Of
 * what was written first it keeps a digest.
 *
 * @param <T> the payload's type
 */
final class WrittenRecords<T> {

  /** What a reader tells messages by. */
  private record Name(String requestId, int attempt, long sequence) {}

  /** What was written first: where, and half the digest of its bytes; as numbers, for there are many. */
  private record First(int partition, long offset, long digest, long more) {

    String place() {
      return "partition " + partition + ", offset " + offset;
    }

    boolean isSame(First other) {
      return digest == other.digest && more == other.more;
    }
  }

  private final Contents<T> contents;
  private final MessageDigest digest;
  private final Map<String, Expectation> unwritten = new HashMap<>();
  private final Map<Name, First> firsts = new HashMap<>();
  private long again;

  WrittenRecords(Class<T> payload) {
    contents = new Contents<>(payload);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Expects what a request must bring, of which nothing was written. */
  void expect(Expectation expectation) {
    unwritten.put(expectation.requestId(), expectation);
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
    Expectation expected = unwritten.get(message.requestId());
    // One string for all the names of a request.
    String request = expected == null ? message.requestId() : expected.requestId();
    byte[] bytes = contents.of(message, record.value());
    First now = first(record, bytes);
    First first = firsts.putIfAbsent(new Name(request, message.attempt(), message.sequence()), now);
    if (first == null) {
      Optional<String> wrong =
          expected == null ? Optional.of("is surplus") : wrong(expected, message, bytes);
      return wrong
          .map(why -> message + " at " + now.place() + " " + why)
          .or(() ->
              misnamed(message, record).map(why -> "the record at " + now.place() + " " + why));
    }
    again++;
    return first.isSame(now)
        ? Optional.empty()
        : Optional.of(message + " at " + now.place() + " must be, byte by byte, what it was at "
            + first.place());
  }

  private Optional<String> wrong(Expectation expected, Message<T> message, byte[] bytes) {
    Verdict verdict = expected.take(message, bytes);
    if (expected.missing() == 0) {
      unwritten.remove(expected.requestId());
    }
    return verdict == Verdict.RIGHT ? Optional.empty() : Optional.of(verdict.words());
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

  private First first(ConsumerRecord<byte[], byte[]> record, byte[] bytes) {
    add(record.key() == null ? new byte[0] : record.key());
    for (Header header : record.headers()) {
      add(header.key().getBytes(UTF_8));
      add(header.value());
    }
    add(bytes);
    ByteBuffer digested = ByteBuffer.wrap(digest.digest());
    return new First(record.partition(), record.offset(), digested.getLong(), digested.getLong());
  }

  /** With its length before it, so that no byte can go from one to the next unseen. */
  private void add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
