package io.millrace.benchmarks.rows;

import static io.millrace.benchmarks.rows.Streams.BY_HAND;
import static io.millrace.benchmarks.rows.Streams.FLOOR;
import static io.millrace.benchmarks.rows.Streams.OURS;

import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import java.util.List;

/** Row 2: what all that the operator does around a module costs where state is on the heap. */
final class HeapStreams implements Row {

  private static final double TARGET = 0.9;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort());
    TokenLoad load = TokenLoad.USUAL;
    Results results = Streams.compared(bench, settings, load)
        .and(FLOOR, () -> Streams.run(bench, settings, load, FLOOR, Streams.keyByAlone()))
        .measure(bench.effort());
    return List.of(new Line(
        "2",
        "stream → stream operator, heap, tokens/s",
        "KeyedProcessFunction by hand",
        results.speedOf(OURS, BY_HAND),
        Target.atLeast(TARGET),
        "a token: " + results.words(OURS, BY_HAND, FLOOR)));
  }
}
