package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import io.millrace.kafka.envelope.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Encodes envelopes as one does who knows that they are small. */
public final class EnvelopeWriter<T> implements KafkaRecordSerializationSchema<Message<T>> {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final Class<T> payload;
  private transient @Nullable MessageEncoder<T> encoder;

  /** For a topic and a class of payloads. */
  public EnvelopeWriter(String topic, Class<T> payload) {
    this.topic = topic;
    this.payload = payload;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    encoder = MessageEncoder.of(payload);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Message<T> message, KafkaSinkContext context, @Nullable Long timestamp) {
    return new ProducerRecord<>(
        topic,
        message.requestId().getBytes(StandardCharsets.UTF_8),
        Objects.requireNonNull(encoder).encode(message));
  }
}
