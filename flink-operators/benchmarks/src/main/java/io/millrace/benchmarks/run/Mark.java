package io.millrace.benchmarks.run;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Stands behind a source whose elements are counted, and takes the time from the first 30 % of them to the last. */
public final class Mark<T> extends RichMapFunction<T, T> {

  private static final long serialVersionUID = 1L;

  private final String run;
  private final long from;
  private final long total;
  private transient long count;
  private transient @Nullable Stretch stretch;

  /** For a run and so many elements. */
  public Mark(String run, long total) {
    this.run = run;
    this.from = Math.max(1, (long) (total * Effort.WARM_UP));
    this.total = total;
  }

  @Override
  public void open(OpenContext context) {
    count = 0;
  }

  @Override
  public T map(T element) {
    count++;
    if (count == from) {
      stretch = Stretch.from(count);
    } else if (count == total && stretch != null) {
      Gauge.of(run).lap(stretch.upTo(count));
    }
    return element;
  }
}
