package io.millrace.kafka;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;

/** A sink of one task that writes to topics of one partition. */
record OnePartition() implements KafkaSinkContext {
  @Override
  public int getParallelInstanceId() {
    return 0;
  }

  @Override
  public int getNumberOfParallelInstances() {
    return 1;
  }

  @Override
  public int[] getPartitionsForTopic(String topic) {
    return new int[] {0};
  }
}
