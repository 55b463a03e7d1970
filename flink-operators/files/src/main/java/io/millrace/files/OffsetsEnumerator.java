package io.millrace.files;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * An enumerator with the offsets that hold.
 *
 * @param offsets the offsets
 * @param inner who does the work
 */
record OffsetsEnumerator<S extends SourceSplit, C>(
    Map<TopicPartition, Long> offsets, SplitEnumerator<S, C> inner)
    implements SplitEnumerator<S, OffsetsState<C>> {

  @Override
  public void start() {
    inner.start();
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    inner.handleSplitRequest(subtask, host);
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    inner.addSplitsBack(splits, subtask);
  }

  @Override
  public void addReader(int subtask) {
    inner.addReader(subtask);
  }

  @Override
  public OffsetsState<C> snapshotState(long checkpoint) throws Exception {
    return new OffsetsState<>(offsets, inner.snapshotState(checkpoint));
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    inner.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    inner.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    inner.handleSourceEvent(subtask, event);
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
