package io.millrace.benchmarks.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * One task of the source. It takes the times itself: as the job holds it back, the same number of elements is under way when
 * the stretch begins and when it ends, so that what went in meanwhile is what went through.
 */
final class LoadReader<T> implements SourceReader<T, NoSplit> {

  /** Looking at the clock costs as much as an element. */
  private static final int BETWEEN_LOOKS = 64;

  private final Load.Flow<T> flow;
  private final Gauge gauge;
  private final Effort.Span span;

  private Stretch.@Nullable Timed stretch;
  private boolean over;
  private long count;

  LoadReader(Load.Flow<T> flow, Gauge gauge, Effort.Span span) {
    this.flow = flow;
    this.gauge = gauge;
    this.span = span;
  }

  @Override
  public void start() {
    stretch = null;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) {
    if (over) {
      return finish(output);
    }
    output.collect(flow.next());
    count++;
    if (count % BETWEEN_LOOKS == 1) {
      look();
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private void look() {
    if (stretch == null) {
      stretch = new Stretch.Timed(span);
    } else if (stretch.isOver(count, flow.isUnderWay())) {
      over = true;
      gauge.lap(stretch.lap());
    }
  }

  private InputStatus finish(ReaderOutput<T> output) {
    T closing = flow.finish();
    if (closing == null) {
      gauge.in(flow.weight());
      return InputStatus.END_OF_INPUT;
    }
    output.collect(closing);
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
