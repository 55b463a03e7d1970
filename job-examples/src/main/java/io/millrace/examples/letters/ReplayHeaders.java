package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The headers that a replayed record has more than the one it was, and the records with such headers. */
final class ReplayHeaders {

  /** How often it was replayed. */
  static final String COUNT = "__millrace.replay.count";

  /** Where it was when it was read for the first time. */
  static final String ORIGIN = "__millrace.replay.origin";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private ReplayHeaders() {}

  /** How often a record was replayed. */
  static int count(List<DeadLetter.Header> headers) {
    return last(headers, COUNT)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::valueOf)
        .orElse(0);
  }

  /** Where a replayed record was read for the first time. */
  static Optional<String> origin(List<DeadLetter.Header> headers) {
    return last(headers, ORIGIN);
  }

  /** The header's last value, as text. */
  static Optional<String> last(List<DeadLetter.Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name) && header.value() != null)
        .reduce((earlier, later) -> later)
        .map(header -> header.value() == null ? "" : new String(header.value(), UTF_8));
  }

  /** The same record again, where it was, with a value and headers in place of its own of these names. */
  static ProducerRecord<byte[], byte[]> again(
      KafkaRecord record, byte @Nullable [] value, Header... instead) {
    List<Header> headers = new ArrayList<>();
    for (DeadLetter.Header header : record.headers()) {
      if (List.of(instead).stream().noneMatch(other -> other.key().equals(header.name()))) {
        headers.add(new RecordHeader(header.name(), header.value()));
      }
    }
    headers.addAll(List.of(instead));
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp() < 0 ? null : record.timestamp(),
        record.key(),
        value,
        headers);
  }

  static Header header(String name, Object value) {
    return new RecordHeader(name, value.toString().getBytes(UTF_8));
  }
}
