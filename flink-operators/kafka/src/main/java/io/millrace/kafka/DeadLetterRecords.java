package io.millrace.kafka;

import io.millrace.flink.DeadLetter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes a record of a dead letter, whatever it holds, that the producer takes. */
final class DeadLetterRecords implements TopicRecords<DeadLetter> {

  /** With less, there might be no room for the reasons. */
  static final int LEAST = 1 << 16;

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int largest;

  DeadLetterRecords(String topic, int largest) {
    if (largest < LEAST) {
      throw new IllegalArgumentException(
          "the producer of dead letters must take records of at least " + LEAST
              + " bytes but max.request.size or buffer.memory was " + largest);
    }
    this.topic = topic;
    this.largest = largest;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
    return new DeadLetterLayout(letter, largest).record(topic);
  }
}
