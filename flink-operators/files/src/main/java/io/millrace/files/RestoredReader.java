package io.millrace.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A reader that does not forget its splits before it has begun. Flink's (FLINK-39645) is told by an event which source to
 * read, and until then says of a checkpoint that it has no splits: a failure that went back there would lose them.
 */
@SuppressWarnings("try") // close may be interrupted: so says the interface
final class RestoredReader<T, S extends SourceSplit> implements SourceReader<T, S> {

  private final SourceReader<T, S> sources;
  private final List<S> restored = new ArrayList<>();
  private boolean begun;

  RestoredReader(SourceReader<T, S> sources) {
    this.sources = sources;
  }

  @Override
  public void start() {
    sources.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    return sources.pollNext(output);
  }

  @Override
  public List<S> snapshotState(long checkpoint) {
    return begun ? sources.snapshotState(checkpoint) : List.copyOf(restored);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return sources.isAvailable();
  }

  @Override
  public void addSplits(List<S> splits) {
    if (!begun) {
      restored.addAll(splits);
    }
    sources.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    sources.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    sources.handleSourceEvents(event);
    begun = true;
    restored.clear();
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> paused, Collection<String> resumed) {
    sources.pauseOrResumeSplits(paused, resumed);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    sources.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    sources.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws Exception {
    sources.close();
  }
}
