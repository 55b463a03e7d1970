package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Origin;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it stands on its topic: what {@link KafkaSinks#deadLetters} wrote, or Kafka Streams by KIP-1034.
 *
 * <p>The letter is the one that was written, but for what its record had no room for: long reasons are shorter, and of a key
 * or value that was cut only the beginning is there. A record's time is -1 where the topic stamps its own.
 *
 * @param place where it stands
 * @param timestamp its record's time: that of the record it is about; of a request, when it was written
 * @param letter the letter
 * @param key what the whole key was, if it was cut
 * @param value what the whole value was, if it was cut
 * @param headersDropped how many of the original's headers are missing
 */
public record StoredDeadLetter(
    Origin place,
    long timestamp,
    DeadLetter letter,
    @Nullable Cut key,
    @Nullable Cut value,
    int headersDropped) {

  /**
   * Reads a record of a topic of dead letters.
   *
   * @throws UndecodableException if it is no dead letter
   */
  public static StoredDeadLetter of(ConsumerRecord<byte[], byte[]> read)
      throws UndecodableException {
    KafkaRecord record = KafkaRecord.of(read);
    Cut key = cut(record, DeadLetterHeaders.KEY_LENGTH, DeadLetterHeaders.KEY_SHA256);
    Cut value = cut(record, DeadLetterHeaders.VALUE_LENGTH, DeadLetterHeaders.VALUE_SHA256);
    boolean stamped = read.timestampType() == TimestampType.LOG_APPEND_TIME;
    return new StoredDeadLetter(
        record.origin(),
        record.timestamp(),
        letter(record, key, stamped ? -1 : record.timestamp()),
        key,
        value,
        (int) number(record, DeadLetterHeaders.HEADERS_DROPPED, 0));
  }

  private static DeadLetter letter(KafkaRecord record, @Nullable Cut key, long timestamp)
      throws UndecodableException {
    String requestId = requestId(record, key);
    long offset = number(record, DeadLetterHeaders.OFFSET, -1);
    return new DeadLetter(
        record
            .header(DeadLetterHeaders.EXCEPTION)
            .orElseThrow(() -> new UndecodableException("a dead letter must have the header '"
                + DeadLetterHeaders.EXCEPTION + "' but has not")),
        record.header(DeadLetterHeaders.MESSAGE).orElse(""),
        record.header(DeadLetterHeaders.STACK_TRACE).orElse(""),
        record.header(DeadLetterHeaders.OPERATOR).orElse(""),
        requestId,
        (int) number(record, DeadLetterHeaders.ATTEMPT, 0),
        record.header(DeadLetterHeaders.TOPIC).orElse(null),
        (int) number(record, DeadLetterHeaders.PARTITION, -1),
        offset,
        requestId == null ? offset : number(record, DeadLetterHeaders.LAST_OFFSET, -1),
        requestId == null ? timestamp : -1,
        requestId == null ? record.key() : null,
        record.value(),
        originalHeaders(record));
  }

  /** The header has so much of a long id as there is room for; the key has all, or says that it was cut. */
  private static @Nullable String requestId(KafkaRecord record, @Nullable Cut cut) {
    Optional<String> told = record.header(DeadLetterHeaders.REQUEST_ID);
    byte[] key = record.key();
    return told.isPresent() && key != null && cut == null
        ? new String(key, UTF_8)
        : told.orElse(null);
  }

  private static List<DeadLetter.Header> originalHeaders(KafkaRecord record) {
    return record.headers().stream()
        .filter(header -> !DeadLetterHeaders.isOurs(header.name()))
        .toList();
  }

  private static @Nullable Cut cut(KafkaRecord record, String length, String sha256)
      throws UndecodableException {
    Optional<String> hash = record.header(sha256);
    return hash.isEmpty() ? null : new Cut((int) number(record, length, 0), hash.get());
  }

  private static long number(KafkaRecord record, String name, long otherwise)
      throws UndecodableException {
    Optional<String> text = record.header(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long most = name.endsWith("offset") ? Long.MAX_VALUE : Integer.MAX_VALUE;
      long number = Long.parseLong(text.get());
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as of a number that is out of bounds.
    }
    throw new UndecodableException("a dead letter's header '" + name
        + "' must be a number from 0 but was \"" + text.get() + "\"");
  }

  /** Whether it is about a request; otherwise it is about one record. */
  public boolean isOfRequest() {
    return letter.requestId() != null;
  }

  /** Whether nothing was cut that a replay needs. */
  public boolean isWhole() {
    return key == null && value == null && headersDropped == 0;
  }

  /** Where the record is that it is about, or the first of its request; empty if the letter does not say. */
  public Optional<Origin> source() {
    String topic = letter.topic();
    return topic == null || letter.partition() < 0 || letter.firstOffset() < 0
        ? Optional.empty()
        : Optional.of(new Origin(topic, letter.partition(), letter.firstOffset()));
  }

  /** Whether a record has the key and the value of the one that it is about, as far as the letter can tell. */
  public boolean isAbout(KafkaRecord record) {
    return same(key, letter.key(), record.key()) && same(value, letter.value(), record.value());
  }

  private static boolean same(
      @Nullable Cut cut, byte @Nullable [] kept, byte @Nullable [] original) {
    if (cut == null) {
      return Arrays.equals(kept, original);
    }
    return original != null && cut.equals(Cut.of(original));
  }

  /** The same letter without its value and headers, for those who keep many. */
  public StoredDeadLetter withoutValue() {
    DeadLetter slim = new DeadLetter(
        letter.reason(),
        letter.message(),
        letter.stackTrace(),
        letter.operator(),
        letter.requestId(),
        letter.attempt(),
        letter.topic(),
        letter.partition(),
        letter.firstOffset(),
        letter.lastOffset(),
        letter.timestamp(),
        letter.key(),
        null,
        List.of());
    return new StoredDeadLetter(place, timestamp, slim, key, value, headersDropped);
  }
}
