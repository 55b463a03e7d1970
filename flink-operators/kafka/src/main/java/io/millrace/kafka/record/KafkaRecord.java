package io.millrace.kafka.record;

import io.millrace.core.Origin;
import io.millrace.flink.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read. Immutable, and so must its bytes be treated: it passes between chained operators without a copy.
 *
 * @param topic where it was read
 * @param partition where it was read
 * @param offset where it was read
 * @param timestamp the record's timestamp in milliseconds since the epoch; -1 for none
 * @param key its key; null if it has none
 * @param value its value; null if it has none
 * @param headers its headers, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record KafkaRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<DeadLetter.Header> headers) {

  /** The type of a stream of records. */
  public static final TypeInformation<KafkaRecord> TYPE = new KafkaRecordTypeInfo();

  /** A record as the consumer gives it. */
  public static KafkaRecord of(ConsumerRecord<byte[], byte[]> read) {
    List<DeadLetter.Header> headers = new ArrayList<>();
    for (Header header : read.headers()) {
      headers.add(new DeadLetter.Header(header.key(), header.value()));
    }
    return new KafkaRecord(
        read.topic(),
        read.partition(),
        read.offset(),
        read.timestamp(),
        read.key(),
        read.value(),
        List.copyOf(headers));
  }

  /** Where it was read. */
  public Origin origin() {
    return new Origin(topic, partition, offset);
  }

  /** The last header of this name that has a value, as text. */
  public Optional<String> header(String name) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      byte[] bytes = headers.get(i).value();
      if (bytes != null && headers.get(i).name().equals(name)) {
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** This record as a dead letter. */
  public DeadLetter asDeadLetter(String operator, UndecodableException cause) {
    return new DeadLetter(
        cause.getClass().getName(),
        String.valueOf(cause.getMessage()),
        "",
        operator,
        null,
        0,
        topic,
        partition,
        offset,
        offset,
        timestamp,
        key,
        value,
        headers);
  }
}
