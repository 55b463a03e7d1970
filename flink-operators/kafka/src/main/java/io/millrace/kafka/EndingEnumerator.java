package io.millrace.kafka;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/** An enumerator of bounded topics that was restored, see {@link EndingSource}. */
record EndingEnumerator<S extends SourceSplit, C>(SplitEnumerator<S, C> topics, Look<S> look)
    implements SplitEnumerator<S, C> {

  @Override
  public void start() {
    topics.start();
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    topics.handleSplitRequest(subtask, host);
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    topics.addSplitsBack(splits, subtask);
  }

  @Override
  public void addReader(int subtask) {
    topics.addReader(subtask);
    look.readerCame(subtask);
  }

  @Override
  public C snapshotState(long checkpoint) throws Exception {
    return topics.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    topics.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    topics.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    topics.handleSourceEvent(subtask, event);
  }

  @Override
  public void close() throws IOException {
    topics.close();
  }
}
