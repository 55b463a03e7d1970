package io.millrace.benchmarks.run;

import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A source that goes as fast as the job takes its elements: for the time of the warm-up, for the time that is measured, and
 * until what has begun is finished.
 */
final class LoadSource<T> implements Source<T, NoSplit, NoSplit> {

  private static final long serialVersionUID = 1L;

  private final Load<T> load;
  private final String run;
  private final Effort.Span span;

  LoadSource(Load<T> load, String run, Effort.Span span) {
    this.load = load;
    this.run = run;
    this.span = span;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    Load.Flow<T> flow = load.open(context.getIndexOfSubtask(), context.currentParallelism());
    return new LoadReader<>(flow, Gauge.of(run), span);
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new Idle();
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, NoSplit checkpoint) {
    return new Idle();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Serializer();
  }

  /** Gives out nothing. */
  private static final class Idle implements SplitEnumerator<NoSplit, NoSplit> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public NoSplit snapshotState(long checkpoint) {
      return new NoSplit();
    }

    @Override
    public void close() {}
  }
}
