package io.millrace.benchmarks.run;

import io.millrace.benchmarks.chart.Chart;
import io.millrace.benchmarks.chart.Svg;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final @Nullable Path charts;
  private int runs;

  /** A job; the run's name is for its marks. */
  @FunctionalInterface
  public interface Definition {
    void define(StreamExecutionEnvironment flink, String run) throws Exception;
  }

  /** Says on {@code progress} what it is at, and draws charts into a folder, if there is one. */
  public Bench(Effort effort, PrintWriter progress, @Nullable Path charts) {
    this.effort = effort;
    this.charts = charts;
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
    return run(name, setup.settings(), (flink, run) -> {
      var load = flink.fromSource(
          new LoadSource<>(setup.load(), run, effort.span()),
          WatermarkStrategy.noWatermarks(),
          "load",
          setup.type());
      stage.over(load).filter(new Tally<>(run, weight)).sinkTo(new DiscardingSink<>());
    });
  }

  /** Runs a job that measures itself, by a {@link Mark}. */
  public Trial run(String name, JobSettings settings, Definition definition) throws Exception {
    runs++;
    String run = name + ", run " + runs;
    try {
      StreamExecutionEnvironment job = flink().environment(settings);
      definition.define(job, run);
      List<Checkpoint> checkpoints = flink().run(job);
      return note(run, new Trial(Gauge.of(run).result(run), checkpoints));
    } finally {
      Gauge.forget(run);
    }
  }

  /** Tells of what was measured otherwise. */
  public Trial note(String name, Lap lap) {
    return note(name, Trial.of(lap));
  }

  private Trial note(String name, Trial trial) {
    say("  " + name + ": " + trial.lap());
    return trial;
  }

  /** Draws a chart, if charts are wanted. */
  public void draw(String name, Chart chart) throws IOException {
    if (charts != null) {
      Files.createDirectories(charts);
      Files.writeString(charts.resolve(name + ".svg"), Svg.of(chart));
    }
  }

  @Override
  public void close() throws IOException {
    if (flink != null) {
      flink.close();
    }
  }
}
