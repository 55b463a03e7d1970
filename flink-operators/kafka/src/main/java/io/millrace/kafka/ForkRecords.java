package io.millrace.kafka;

import io.millrace.core.Status;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionCallSchema;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what an operator says to itself about forks, keyed by the application it is for. A state that is larger
 * than the producer takes would fail the job whenever it is tried again: in its place it is said why it does not come.
 */
final class ForkRecords implements TopicRecords<ActionCall> {

  /** Less might not take the types of a large graph, which are in each record. */
  static final int LEAST = 1 << 16;

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int largest;
  private final ActionCallSchema schema;
  private transient Counter tooLarge = new SimpleCounter();

  ForkRecords(String topic, int largest, ActionCallSchema schema) {
    if (largest < LEAST) {
      throw new IllegalArgumentException("the producer of forks must take records of at least "
          + LEAST + " bytes but max.request.size or buffer.memory was " + largest);
    }
    this.topic = topic;
    this.largest = largest;
    this.schema = schema;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    tooLarge = context.getMetricGroup().counter(EnvelopeRecords.TOO_LARGE);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ActionCall call, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record = record(call);
    int size = RecordSize.of(record);
    if (size <= largest) {
      return record;
    }
    tooLarge.inc();
    return record(ActionCallSchema.refused(
        call,
        Status.Code.RESOURCE_EXHAUSTED.because("a state for topic '" + topic + "' must be at most "
            + largest + " bytes but has " + size)));
  }

  /** Without a time of its own: the retention is to count from now. */
  private ProducerRecord<byte[], byte[]> record(ActionCall call) {
    byte[] key = ActionCallSchema.key(call).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, key, schema.serialize(call));
  }
}
