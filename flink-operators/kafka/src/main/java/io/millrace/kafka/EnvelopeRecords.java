package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a message. One that is larger than the producer takes would fail the job whenever it is tried again: its
 * request ends in its place, and says why.
 */
final class EnvelopeRecords<T> implements TopicRecords<Message<T>> {

  static final String TOO_LARGE = "numMessagesTooLarge";

  /** With less, the end of a request with the longest id that is taken by default might not fit. */
  static final int LEAST = 4 * KafkaInput.LONGEST_REQUEST_ID;

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int largest;
  private final EnvelopeFormat format;
  private final Class<T> payload;
  private transient @Nullable MessageEncoder<T> encoder;
  private transient Counter tooLarge = new SimpleCounter();

  /** Refuses what the format cannot write; a registry is asked by the workers, for it may be near to them only. */
  EnvelopeRecords(String topic, int largest, EnvelopeFormat format, Class<T> payload) {
    if (largest < LEAST) {
      throw new IllegalArgumentException("the producer of envelopes must take records of at least "
          + LEAST + " bytes but max.request.size or buffer.memory was " + largest);
    }
    this.topic = topic;
    this.largest = largest;
    this.format = format;
    this.payload = payload;
    format.schema(payload);
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    encoder = format.encoder(payload, topic);
    tooLarge = context.getMetricGroup().counter(TOO_LARGE);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Message<T> message, KafkaSinkContext context, @Nullable Long timestamp) {
    return serialize(message.requestId(), message, timestamp);
  }

  /** The same with another key than the request's id. */
  ProducerRecord<byte[], byte[]> serialize(
      String key, Message<T> message, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record = record(key, message, timestamp);
    int size = RecordSize.of(record);
    if (size <= largest) {
      return record;
    }
    tooLarge.inc();
    Message<T> end = refused(message, size);
    ProducerRecord<byte[], byte[]> told = record(key, end, timestamp);
    return RecordSize.of(told) <= largest
        ? told
        : record(key, end.withHeaders(Map.of()), timestamp);
  }

  private ProducerRecord<byte[], byte[]> record(
      String key, Message<T> message, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
        topic,
        null,
        isTime(timestamp) ? timestamp : null,
        key.getBytes(StandardCharsets.UTF_8),
        Objects.requireNonNull(encoder).encode(message));
    Message.traceOf(message.headers())
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /** What the end of bounded input lets out has the time of the end of all times, which brokers refuse. */
  private static boolean isTime(@Nullable Long timestamp) {
    return timestamp != null && timestamp >= 0 && timestamp < Long.MAX_VALUE;
  }

  private Message<T> refused(Message<T> message, int size) {
    return message.endingWith(Status.Code.RESOURCE_EXHAUSTED.because("a message for topic '" + topic
        + "' must be at most " + largest + " bytes but has " + size));
  }
}
