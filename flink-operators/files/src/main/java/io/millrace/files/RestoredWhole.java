package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.connector.base.source.hybrid.HybridSourceEnumeratorState;
import org.apache.flink.connector.base.source.hybrid.HybridSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Sources that follow each other, so that no failure loses what they have read. Flink's own source of that kind (2.2) does
 * lose it: where a part of a job goes back to before the switch while its enumerator is behind it, see {@link
 * WholeRestart}; and where a checkpoint falls between a reader's restore and its first event, see {@link RestoredReader}.
 */
record RestoredWhole(HybridSource<KafkaRecord> sources)
    implements Source<KafkaRecord, HybridSourceSplit, HybridSourceEnumeratorState> {

  @Override
  public Boundedness getBoundedness() {
    return sources.getBoundedness();
  }

  @Override
  public SourceReader<KafkaRecord, HybridSourceSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new RestoredReader<>(sources.createReader(context));
  }

  @Override
  public SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> createEnumerator(
      SplitEnumeratorContext<HybridSourceSplit> context) {
    return new WholeRestart<>(
        sources.createEnumerator(context), HybridSourceEnumeratorState::getCurrentSourceIndex, 0);
  }

  @Override
  public SplitEnumerator<HybridSourceSplit, HybridSourceEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<HybridSourceSplit> context, HybridSourceEnumeratorState state)
      throws Exception {
    return new WholeRestart<>(
        sources.restoreEnumerator(context, state),
        HybridSourceEnumeratorState::getCurrentSourceIndex,
        state.getCurrentSourceIndex());
  }

  @Override
  public SimpleVersionedSerializer<HybridSourceSplit> getSplitSerializer() {
    return sources.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<HybridSourceEnumeratorState>
      getEnumeratorCheckpointSerializer() {
    return sources.getEnumeratorCheckpointSerializer();
  }
}
