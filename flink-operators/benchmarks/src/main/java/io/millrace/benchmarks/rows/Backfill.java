package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.hand.PlainLoop;
import io.millrace.benchmarks.load.Entities;
import io.millrace.benchmarks.load.TextLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Setup;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import java.util.List;

/** Row 12: whole texts through the entities module, bounded, beside threads that call its detection in a loop. */
final class Backfill implements Row {

  private static final String STREAMING = "bounded STREAMING";
  private static final String BATCH = "BATCH";
  private static final String LOOP = "plain Java loop";
  private static final double TARGET = 0.6;
  private static final int PARALLELISM = 2;
  private static final int CHARACTERS = 1_000;

  @Override
  public int number() {
    return 12;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    JobSettings streaming =
        JobSettings.on(Backend.HEAP, bench.effort()).withParallelism(PARALLELISM);
    TextLoad load = new TextLoad(CHARACTERS);
    PlainLoop loop = new PlainLoop(Entities::runner, load.texts(), PARALLELISM);
    Results results = new Variants()
        .and(STREAMING, () -> run(bench, STREAMING, streaming, load))
        .and(BATCH, () -> run(bench, BATCH, streaming.inBatch(), load))
        .and(LOOP, () -> Trial.of(loop.run(bench.effort().span())))
        .measure(bench.effort());
    return List.of(line(results, "12a", STREAMING), line(results, "12b", BATCH));
  }

  private static Line line(Results results, String row, String variant) {
    return new Line(
        row,
        "backfill, " + variant + ", two tasks, texts/s",
        "the same detection in a plain Java loop, two threads",
        results.speedOf(variant, LOOP),
        Target.atLeast(TARGET),
        "a text of 1,000 characters, in each task: " + results.words(variant, LOOP));
  }

  private static Trial run(Bench bench, String name, JobSettings settings, TextLoad load)
      throws Exception {
    return bench.run(
        name,
        new Setup<>(settings, load, MessageTypes.of(String.class)),
        texts -> TaskStreams.of(texts).unaryUnary("entities", Entities::runner).output(),
        message -> message.last() ? 1 : 0);
  }
}
