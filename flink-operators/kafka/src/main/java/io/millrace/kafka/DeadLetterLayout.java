package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.flink.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Fits a dead letter into a record. The reasons always fit; of the room they leave the key may take a quarter, and of the
 * rest the original's headers may take a half; the value has what remains.
 */
final class DeadLetterLayout {

  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_MESSAGE = 4096;
  private static final int LONGEST_STACK_TRACE = 8192;

  /** For the headers that say what was cut. */
  private static final int RESERVED = 512;

  private final DeadLetter letter;
  private final List<Header> reasons = new ArrayList<>();
  private int room;

  DeadLetterLayout(DeadLetter letter, int largest) {
    this.letter = letter;
    this.room = largest - RecordSize.RECORD - RESERVED;
  }

  ProducerRecord<byte[], byte[]> record(String topic) {
    addReasons();
    byte[] key = fit(key(), room / 4, DeadLetterHeaders.KEY_LENGTH, DeadLetterHeaders.KEY_SHA256);
    room -= RecordSize.length(key);
    List<Header> original = originalHeaders(room / 2);
    byte[] value =
        fit(letter.value(), room, DeadLetterHeaders.VALUE_LENGTH, DeadLetterHeaders.VALUE_SHA256);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
        topic, null, letter.timestamp() < 0 ? null : letter.timestamp(), key, value);
    original.forEach(record.headers()::add);
    reasons.forEach(record.headers()::add);
    return record;
  }

  private byte @Nullable [] key() {
    String requestId = letter.requestId();
    return requestId == null ? letter.key() : requestId.getBytes(UTF_8);
  }

  private void addReasons() {
    reason(DeadLetterHeaders.EXCEPTION, letter.reason(), LONGEST_NAME);
    reason(DeadLetterHeaders.MESSAGE, letter.message(), LONGEST_MESSAGE);
    reason(DeadLetterHeaders.STACK_TRACE, letter.stackTrace(), LONGEST_STACK_TRACE);
    reason(DeadLetterHeaders.OPERATOR, letter.operator(), LONGEST_NAME);
    String topic = letter.topic();
    if (topic != null) {
      reason(DeadLetterHeaders.TOPIC, topic, LONGEST_NAME);
      number(DeadLetterHeaders.PARTITION, letter.partition());
      number(DeadLetterHeaders.OFFSET, letter.firstOffset());
    }
    String requestId = letter.requestId();
    if (requestId != null) {
      reason(DeadLetterHeaders.REQUEST_ID, requestId, LONGEST_NAME);
      number(DeadLetterHeaders.ATTEMPT, letter.attempt());
      number(DeadLetterHeaders.LAST_OFFSET, letter.lastOffset());
    }
  }

  private void number(String name, long value) {
    if (value >= 0) {
      reason(name, Long.toString(value), LONGEST_NAME);
    }
  }

  private void reason(String name, String text, int longest) {
    byte[] value = cut(text, longest);
    reasons.add(new RecordHeader(name, value));
    room -= RecordSize.ofHeader(name, value);
  }

  /** At most so many bytes, and no half character. */
  private static byte[] cut(String text, int longest) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length <= longest) {
      return bytes;
    }
    int end = longest;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private List<Header> originalHeaders(int most) {
    List<Header> kept = new ArrayList<>();
    int left = most;
    int dropped = 0;
    for (DeadLetter.Header header : letter.headers()) {
      if (DeadLetterHeaders.isOurs(header.name())) {
        continue;
      }
      int size = RecordSize.ofHeader(header.name(), header.value());
      if (size > left) {
        dropped++;
        continue;
      }
      left -= size;
      room -= size;
      kept.add(new RecordHeader(header.name(), header.value()));
    }
    if (dropped > 0) {
      reserved(DeadLetterHeaders.HEADERS_DROPPED, Integer.toString(dropped));
    }
    return kept;
  }

  private byte @Nullable [] fit(
      byte @Nullable [] bytes, int most, String lengthHeader, String hashHeader) {
    if (bytes == null || bytes.length <= most) {
      return bytes;
    }
    Cut cut = Cut.of(bytes);
    reserved(lengthHeader, Integer.toString(cut.length()));
    reserved(hashHeader, cut.sha256());
    return Arrays.copyOf(bytes, most);
  }

  private void reserved(String name, String value) {
    reasons.add(new RecordHeader(name, value.getBytes(UTF_8)));
  }
}
