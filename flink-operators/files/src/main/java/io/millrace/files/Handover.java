package io.millrace.files;

import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.record.KafkaRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.kafka.common.TopicPartition;

/**
 * History, and then live, as one source. Where live begins is decided once, when the job is first built, and then travels
 * with the state: whatever is built when it is restored, before the switch or after it, goes on with that.
 *
 * <p>The first failure of a task after the switch takes two restarts: Flink restores the task, and then the whole job, see
 * {@link WholeRestart}. A restart strategy that counts must allow two.
 *
 * <p>Messages of one request on both sides of the seam are one request if they have sequence numbers, or if the history is
 * an archive of the same partition. Otherwise the request fails at its first live message, for its messages come from two
 * partitions.
 */
public final class Handover {

  private Handover() {}

  /**
   * Reads history to its end, and then topics.
   *
   * @param history a source that ends
   * @param live the topics; where they are to begin is overruled
   * @param offsets where they begin; other partitions at their first record
   */
  public static Source<KafkaRecord, ?, ?> of(
      Source<KafkaRecord, ?, ?> history, KafkaInput live, Map<TopicPartition, Long> offsets) {
    HashMap<TopicPartition, Long> starts = new HashMap<>(offsets);
    return new RestoredWhole(HybridSource.<KafkaRecord, SplitEnumerator<?, ?>>builder(
            new OffsetsKept<>(starts, any -> plain(history)))
        .<SplitEnumerator<?, ?>, OffsetsKept<SourceSplit, Object>>addSource(
            seam -> new OffsetsKept<>(
                OffsetsKept.of(seam.getPreviousEnumerator(), starts),
                from -> plain(KafkaSources.records(live.fromOffsets(from)))),
            KafkaSources.records(live).getBoundedness())
        .build());
  }

  @SuppressWarnings("unchecked") // whatever a source's splits and state are, they stay its own
  private static Source<KafkaRecord, SourceSplit, Object> plain(Source<KafkaRecord, ?, ?> source) {
    return (Source<KafkaRecord, SourceSplit, Object>) source;
  }
}
