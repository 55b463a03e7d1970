package io.millrace.examples.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics, or one partition, in no group. Used by one thread. */
public final class TopicReader implements AutoCloseable {

  private static final Duration AT_MOST = Duration.ofSeconds(15);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /** Begins at the beginning. */
  public TopicReader(Properties kafka, Collection<String> topics) {
    consumer = consumer(kafka);
    partitions = topics.stream()
        .flatMap(topic -> consumer.partitionsFor(topic, AT_MOST).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Begins at the beginning of one partition. */
  public TopicReader(Properties kafka, TopicPartition partition) {
    consumer = consumer(kafka);
    partitions = List.of(partition);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    // The screen is drawn many times a second; records that are there are not waited for.
    properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The first offset of the partition it begins at. */
  public long beginning() {
    TopicPartition partition = partitions.get(0);
    return Objects.requireNonNull(consumer.beginningOffsets(partitions, AT_MOST).get(partition));
  }

  /** Goes on from an offset of the partition. */
  public void seek(long offset) {
    consumer.seek(partitions.get(0), offset);
  }

  /** Reads what comes within this time. */
  public void read(Duration within, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    consumer.poll(within).forEach(taker);
  }

  /** Reads all that is there now. */
  public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, AT_MOST);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), AT_MOST) < end.getValue())) {
      read(Duration.ofMillis(100), taker);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
