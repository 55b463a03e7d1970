package io.millrace.benchmarks.run;

import org.apache.flink.api.common.functions.RichFilterFunction;

/** Weighs all that comes out of a job, and lets nothing pass. */
final class Tally<T> extends RichFilterFunction<T> {

  private static final long serialVersionUID = 1L;

  private final String run;
  private final Weight<T> weight;
  private transient long total;

  Tally(String run, Weight<T> weight) {
    this.run = run;
    this.weight = weight;
  }

  @Override
  public boolean filter(T element) {
    total += weight.of(element);
    return false;
  }

  @Override
  public void close() {
    Gauge.of(run).out(total);
  }
}
