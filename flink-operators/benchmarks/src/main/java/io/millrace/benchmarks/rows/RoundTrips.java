package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.micro.Jmh;
import io.millrace.benchmarks.micro.MessageRoundTrip;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import java.util.List;

/** Row 6: a message to bytes and back. */
final class RoundTrips implements Row {

  private static final String MESSAGE = "message";
  private static final String POJO = "pojo";
  private static final String TUPLE = "tuple";

  @Override
  public int number() {
    return 6;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    Results results = new Variants()
        .and(MESSAGE, () -> run(bench, MESSAGE))
        .and(POJO, () -> run(bench, POJO))
        .and(TUPLE, () -> run(bench, TUPLE))
        .measureWarm(bench.effort());
    return List.of(
        line(results, "6a", POJO, "Flink's POJO serializer, the same fields", Target.atLeast(2)),
        line(results, "6b", TUPLE, "a Tuple of the same fields", Target.atLeast(1)));
  }

  private static Line line(
      Results results, String row, String other, String comparedWith, Target target) {
    return new Line(
        row,
        "serializing a Message and back, messages/s",
        comparedWith,
        results.speedOf(MESSAGE, other),
        target,
        results.words(MESSAGE, other));
  }

  private static Trial run(Bench bench, String method) throws Exception {
    return bench.note(method, Jmh.measure(bench.effort(), MessageRoundTrip.class, method, 1));
  }
}
