package io.millrace.files;

import java.io.IOException;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * An enumerator that goes back with its readers. Where tasks fail, Flink restores their readers and leaves the enumerator
 * as it is. If that one has gone on to another source meanwhile, a reader that has nothing of the first one waits for ever
 * to be told so, and a checkpoint forgets what others have to read again. So the first reader that is reset then makes the
 * whole job restart, from the same checkpoint, by an enumerator that stands where its readers do.
 */
final class WholeRestart<S extends SourceSplit, C> implements SplitEnumerator<S, C> {

  private static final long NO_CHECKPOINT = -1;

  private final SplitEnumerator<S, C> sources;
  private final ToIntFunction<C> source;
  private final int first;
  private boolean restarting;

  /**
   * Makes one.
   *
   * @param source tells of a state which of the sources is read
   * @param first the one to begin with
   */
  WholeRestart(SplitEnumerator<S, C> sources, ToIntFunction<C> source, int first) {
    this.sources = sources;
    this.source = source;
    this.first = first;
  }

  @Override
  public void start() {
    sources.start();
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    sources.handleSplitRequest(subtask, host);
  }

  /** Flink calls it for each reader that is reset, and fails the job with what is thrown. */
  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    if (restarting) {
      return;
    }
    restarting = hasGoneOn();
    if (restarting) {
      throw new FlinkRuntimeException("task " + subtask
          + " goes back to before the switch from one source to the next: so must all, and the"
          + " whole job restarts");
    }
    sources.addSplitsBack(splits, subtask);
  }

  /** Flink's enumerators say where they are in their state only. */
  private boolean hasGoneOn() {
    try {
      return source.applyAsInt(sources.snapshotState(NO_CHECKPOINT)) != first;
    } catch (Exception e) {
      throw new FlinkRuntimeException("which source is read cannot be told", e);
    }
  }

  @Override
  public void addReader(int subtask) {
    sources.addReader(subtask);
  }

  @Override
  public C snapshotState(long checkpoint) throws Exception {
    return sources.snapshotState(checkpoint);
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
  public void handleSourceEvent(int subtask, SourceEvent event) {
    sources.handleSourceEvent(subtask, event);
  }

  @Override
  public void close() throws IOException {
    sources.close();
  }
}
