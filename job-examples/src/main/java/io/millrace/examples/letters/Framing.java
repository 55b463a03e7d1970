package io.millrace.examples.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.EnvelopeHead;
import io.millrace.kafka.record.KafkaRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where a record says which attempt it belongs to, and how another is said instead. */
enum Framing {

  /** An envelope in single-object encoding: in its head. */
  ENVELOPE {
    @Override
    OptionalInt attempt(KafkaRecord record) {
      byte[] value = record.value();
      if (value == null || !EnvelopeHead.begins(value)) {
        return OptionalInt.empty();
      }
      try {
        EnvelopeHead head = EnvelopeHead.of(value);
        boolean keyed = Arrays.equals(record.key(), head.requestId().getBytes(UTF_8));
        return keyed ? OptionalInt.of(head.attempt()) : OptionalInt.empty();
      } catch (EnvelopeException e) {
        // It is no message of the request's, and has a dead letter of its own.
        return OptionalInt.empty();
      }
    }

    @Override
    ProducerRecord<byte[], byte[]> again(KafkaRecord record, int attempt) {
      byte[] value = Objects.requireNonNull(record.value());
      try {
        return ReplayHeaders.again(record, EnvelopeHead.of(value).withAttempt(value, attempt));
      } catch (EnvelopeException e) {
        throw new IllegalArgumentException(record.origin() + " had a head before", e);
      }
    }
  },

  /** A {@code chat.completion.chunk}: in a header. What its value holds does not matter. */
  CHUNK {
    @Override
    OptionalInt attempt(KafkaRecord record) {
      String text = record.header(HEADER).orElse("0");
      boolean isAttempt =
          NUMBER.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE;
      return isAttempt && record.value() != null
          ? OptionalInt.of(Integer.parseInt(text))
          : OptionalInt.empty();
    }

    @Override
    ProducerRecord<byte[], byte[]> again(KafkaRecord record, int attempt) {
      return ReplayHeaders.again(
          record, Objects.requireNonNull(record.value()), ReplayHeaders.header(HEADER, attempt));
    }
  };

  private static final String HEADER = "attempt";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final int SHOWN = 5;

  /** The attempt a record belongs to; empty if it belongs to none. */
  abstract OptionalInt attempt(KafkaRecord record);

  /** The same record in another attempt. */
  abstract ProducerRecord<byte[], byte[]> again(KafkaRecord record, int attempt);

  /** That of a request's records, if it is one of these. */
  static Optional<Framing> of(List<KafkaRecord> records) {
    if (records.stream().anyMatch(record -> EnvelopeHead.begins(value(record)))) {
      return Optional.of(ENVELOPE);
    }
    return records.stream().anyMatch(record -> isJson(value(record)))
        ? Optional.of(CHUNK)
        : Optional.empty();
  }

  /** How the value of a record of no known framing begins. */
  static String found(KafkaRecord record) {
    byte[] value = value(record);
    String begins = HexFormat.ofDelimiter(" ").formatHex(value, 0, Math.min(SHOWN, value.length));
    return value.length > SHOWN && value[0] == 0
        ? begins + ", as with a schema registry's id"
        : begins;
  }

  private static byte[] value(KafkaRecord record) {
    return Objects.requireNonNullElse(record.value(), new byte[0]);
  }

  private static boolean isJson(byte[] value) {
    return new String(value, 0, Math.min(64, value.length), UTF_8)
        .stripLeading()
        .startsWith("{");
  }
}
