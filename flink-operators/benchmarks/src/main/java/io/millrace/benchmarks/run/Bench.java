package io.millrace.benchmarks.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/** What the rows measure with: one Flink for all, started when the first needs it. */
public final class Bench implements AutoCloseable {

  private final Effort effort;
  private final PrintWriter progress;
  private @Nullable Flink flink;
  private int runs;

  /** Says on {@code progress} what it is at. */
  public Bench(Effort effort, PrintWriter progress) {
    this.effort = effort;
    this.progress = progress;
  }

  /** How much is to be done. */
  public Effort effort() {
    return effort;
  }

  /** Tells who waits. */
  public void say(String what) {
    progress.println(what);
    progress.flush();
  }

  /** The Flink of all jobs. */
  public Flink flink() throws Exception {
    if (flink == null) {
      flink = Flink.start();
    }
    return flink;
  }

  /**
   * Runs a job: the load, what is measured, and a tally.
   *
   * @throws IllegalStateException if not all that went in came out
   */
  public <T, R> Trial run(String name, Setup<T> setup, Stage<T, R> stage, Weight<R> weight)
      throws Exception {
    runs++;
    String run = name + ", run " + runs;
    try {
      StreamExecutionEnvironment job = flink().environment(setup.settings());
      var load = job.fromSource(
          new LoadSource<>(setup.load(), run, effort.span()),
          WatermarkStrategy.noWatermarks(),
          "load",
          setup.type());
      stage.over(load).filter(new Tally<>(run, weight)).sinkTo(new DiscardingSink<>());
      List<Checkpoint> checkpoints = flink().run(job);
      Lap lap = Gauge.of(run).result(run);
      say("  " + run + ": " + lap);
      return new Trial(lap, checkpoints);
    } finally {
      Gauge.forget(run);
    }
  }

  @Override
  public void close() throws IOException {
    if (flink != null) {
      flink.close();
    }
  }
}
