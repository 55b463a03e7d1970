package io.millrace.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets that are given, and for other partitions the first or the next one. The connector's own looks for those at what
 * the group has committed, which is neither.
 */
@SuppressWarnings(
    "deprecation") // Kafka's strategy: Flink's connector asks for it and knows no other
final class GivenOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  private final HashMap<TopicPartition, Long> offsets;
  private final OffsetResetStrategy others;

  private GivenOffsets(Map<TopicPartition, Long> offsets, OffsetResetStrategy others) {
    offsets.forEach((partition, offset) -> {
      if (offset < 0) {
        throw new IllegalArgumentException(
            "the offset of " + partition + " must be at least 0 but was " + offset);
      }
    });
    this.offsets = new HashMap<>(offsets);
    this.others = others;
  }

  /** Where to begin; at the first of other partitions. */
  static GivenOffsets starts(Map<TopicPartition, Long> offsets) {
    return new GivenOffsets(offsets, OffsetResetStrategy.EARLIEST);
  }

  /** Where to end; at the end of other partitions. */
  static GivenOffsets stops(Map<TopicPartition, Long> offsets) {
    return new GivenOffsets(offsets, OffsetResetStrategy.LATEST);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever topics) {
    Map<TopicPartition, Long> found = new HashMap<>(offsets);
    found.keySet().retainAll(partitions);
    List<TopicPartition> rest =
        partitions.stream().filter(each -> !found.containsKey(each)).toList();
    if (others == OffsetResetStrategy.EARLIEST) {
      requireThere(found, topics);
      found.putAll(topics.beginningOffsets(rest));
    } else {
      found.putAll(topics.endOffsets(rest));
    }
    return found;
  }

  /** A consumer sent to an offset that is gone begins elsewhere, and says nothing: records would be missing. */
  private static void requireThere(
      Map<TopicPartition, Long> starts, PartitionOffsetsRetriever topics) {
    Map<TopicPartition, Long> firsts = topics.beginningOffsets(starts.keySet());
    Map<TopicPartition, Long> ends = topics.endOffsets(starts.keySet());
    starts.forEach((partition, offset) -> {
      long first = Objects.requireNonNull(firsts.get(partition));
      long end = Objects.requireNonNull(ends.get(partition));
      if (offset < first || offset > end) {
        throw new IllegalStateException(partition + " has offsets from " + first + " to " + end
            + " but is to be read from " + offset);
      }
    });
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return others;
  }
}
