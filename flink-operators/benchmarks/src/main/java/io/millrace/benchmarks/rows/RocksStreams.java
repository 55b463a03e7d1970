package io.millrace.benchmarks.rows;

import static io.millrace.benchmarks.rows.Streams.BY_HAND;
import static io.millrace.benchmarks.rows.Streams.OURS;

import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Row 3: the same where state is in RocksDB, with few and with many requests in flight. */
final class RocksStreams implements Row {

  private static final double TARGET = 5;
  private static final int LENGTH = 200;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    List<Line> lines = new ArrayList<>();
    lines.add(line(bench, "3a", 1_000));
    lines.add(line(bench, "3b", 100_000));
    return lines;
  }

  private static Line line(Bench bench, String row, int inFlight) throws Exception {
    JobSettings settings = JobSettings.on(Backend.ROCKSDB, bench.effort());
    TokenLoad load = new TokenLoad(inFlight, LENGTH);
    Results results = Streams.compared(bench, settings, load).measure(bench.effort());
    return new Line(
        row,
        String.format(Locale.ROOT, "the same on RocksDB, %,d requests in flight", inFlight),
        "KeyedProcessFunction by hand, on RocksDB",
        results.speedOf(OURS, BY_HAND),
        Target.atLeast(TARGET),
        "a token: " + results.words(OURS, BY_HAND));
  }
}
