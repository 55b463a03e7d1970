package io.millrace.kafka;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What to read.
 *
 * @param servers the brokers to begin with
 * @param group the consumer group that offsets are committed for
 * @param topics the topics
 * @param start where to begin: at the group's offsets, or where it has none at the earliest, unless told otherwise
 * @param stop where to end; null to go on reading
 * @param longestRequestId how many bytes the id of a request may have, of envelopes; a record with a longer one is dead
 * @param config further settings of the consumer
 */
public record KafkaInput(
    String servers,
    String group,
    List<String> topics,
    OffsetsInitializer start,
    @Nullable OffsetsInitializer stop,
    int longestRequestId,
    Map<String, String> config)
    implements Serializable {

  /** More than any name needs. What is written about a request has its id twice, and must fit into a record. */
  static final int LONGEST_REQUEST_ID = 4096;

  /** Validates that there is something to read. */
  public KafkaInput {
    Configs.requireServers(servers);
    if (group.isBlank()) {
      throw new IllegalArgumentException("group must have a name but was empty");
    }
    if (topics.isEmpty() || topics.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "topics must be at least one, each with a name, but were " + topics);
    }
    if (longestRequestId < 1) {
      throw new IllegalArgumentException(
          "longestRequestId must be at least 1 byte but was " + longestRequestId);
    }
    topics = List.copyOf(topics);
    config = Map.copyOf(config);
  }

  /** These topics, from where the group stands on. */
  @SuppressWarnings("deprecation") // Kafka's: Flink's connector asks for it and knows no other
  public static KafkaInput of(String servers, String group, String... topics) {
    return new KafkaInput(
        servers,
        group,
        List.of(topics),
        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST),
        null,
        LONGEST_REQUEST_ID,
        Map.of());
  }

  /** The same, from elsewhere. */
  public KafkaInput from(OffsetsInitializer newStart) {
    return new KafkaInput(servers, group, topics, newStart, stop, longestRequestId, config);
  }

  /** The same, up to what is there when the job starts. */
  public KafkaInput bounded() {
    return upTo(OffsetsInitializer.latest());
  }

  /** The same, up to there. */
  public KafkaInput upTo(OffsetsInitializer newStop) {
    return new KafkaInput(servers, group, topics, start, newStop, longestRequestId, config);
  }

  /** The same, from these offsets; other partitions from their first. An offset that is not there fails the job. */
  public KafkaInput fromOffsets(Map<TopicPartition, Long> offsets) {
    return from(GivenOffsets.starts(offsets));
  }

  /** The same, up to these offsets, which are not read themselves; other partitions up to what is there. */
  public KafkaInput upToOffsets(Map<TopicPartition, Long> offsets) {
    return upTo(GivenOffsets.stops(offsets));
  }

  /**
   * The same, with requests whose ids have as many bytes, instead of 4,096. Each output's {@code max.request.size} must then
   * be more than twice as much, or a request cannot even be ended there.
   */
  public KafkaInput withLongestRequestId(int bytes) {
    return new KafkaInput(servers, group, topics, start, stop, bytes, config);
  }

  /** The same with these settings of the consumer in place of those it had. */
  public KafkaInput with(Properties settings) {
    return new KafkaInput(
        servers, group, topics, start, stop, longestRequestId, Configs.of(settings));
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "KafkaInput[servers=" + servers + ", group=" + group + ", topics=" + topics
        + ", longestRequestId=" + longestRequestId + ", config="
        + Configs.shown(config, ConsumerConfig.configDef()) + "]";
  }

  Optional<OffsetsInitializer> end() {
    return Optional.ofNullable(stop);
  }
}
