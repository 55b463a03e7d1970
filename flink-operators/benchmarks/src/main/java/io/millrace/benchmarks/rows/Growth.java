package io.millrace.benchmarks.rows;

import static io.millrace.benchmarks.rows.Streams.BY_HAND;
import static io.millrace.benchmarks.rows.Streams.OURS;

import io.millrace.benchmarks.chart.Chart;
import io.millrace.benchmarks.load.TokenLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.Checkpoint;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Samples;
import io.millrace.benchmarks.table.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Row 9: whether a token costs more in a long request than in a short one, on the heap, and with many requests in flight than
 * with few, on RocksDB; and how long a checkpoint then holds the task up.
 */
final class Growth implements Row {

  private static final double WITHIN = 1.25;
  private static final int FEW_IN_FLIGHT = 100;
  private static final int LENGTH = 200;
  private static final List<Integer> LENGTHS = List.of(100, 1_000, 10_000, 100_000);
  private static final List<Integer> IN_FLIGHT = List.of(1_000, 10_000, 100_000, 1_000_000);

  @Override
  public int number() {
    return 9;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    List<Line> lines = new ArrayList<>(longer(bench));
    lines.addAll(more(bench));
    return lines;
  }

  /** All lengths in one round, for they are compared with each other. */
  private static List<Line> longer(Bench bench) throws Exception {
    JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort());
    Variants variants = new Variants();
    for (int length : LENGTHS) {
      String name = length(length);
      TokenLoad load = new TokenLoad(FEW_IN_FLIGHT, length);
      variants.and(name, () -> Streams.run(bench, settings, load, name, Streams.operator()));
    }
    Results results = variants.measure(bench.effort());
    bench.draw(
        "row-9-length",
        new Chart("A token by the length of its request, heap, nanoseconds", names())
            .with(OURS, names().stream().map(name -> results.median(name).wall()).toList()));
    String least = length(LENGTHS.get(0));
    return LENGTHS.stream()
        .skip(1)
        .map(length -> new Line(
            "9a." + exponent(length),
            "cost of a token in " + length(length) + ", heap",
            least,
            results.costOf(length(length), least),
            Target.atMost(WITHIN),
            "a token: " + results.words(length(length), least)))
        .toList();
  }

  private static List<String> names() {
    return LENGTHS.stream().map(Growth::length).toList();
  }

  private static String length(int tokens) {
    return String.format(Locale.ROOT, "requests of %,d tokens", tokens);
  }

  private static List<Line> more(Bench bench) throws Exception {
    JobSettings settings = JobSettings.on(Backend.ROCKSDB, bench.effort());
    List<Line> lines = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> byHand = new ArrayList<>();
    for (int inFlight : counts(bench)) {
      TokenLoad load = new TokenLoad(inFlight, LENGTH);
      Results results = Streams.compared(bench, settings, load).measure(bench.effort());
      ours.add(results.median(OURS).wall());
      byHand.add(results.median(BY_HAND).wall());
      lines.add(new Line(
          "9b." + exponent(inFlight),
          String.format(Locale.ROOT, "%,d requests in flight, RocksDB, tokens/s", inFlight),
          "KeyedProcessFunction by hand at the same count",
          results.speedOf(OURS, BY_HAND),
          Target.atLeast(1),
          "a token: " + results.words(OURS, BY_HAND) + "; a checkpoint holds the task up for "
              + flush(results, OURS) + ", by hand " + flush(results, BY_HAND)));
    }
    List<String> groups = counts(bench).stream()
        .map(count -> String.format(Locale.ROOT, "%,d in flight", count))
        .toList();
    bench.draw(
        "row-9-in-flight",
        new Chart("A token by the requests in flight, RocksDB, nanoseconds", groups)
            .with(OURS, ours)
            .with(BY_HAND, byHand));
    return lines;
  }

  private static List<Integer> counts(Bench bench) {
    if (bench.effort().brief()) {
      return IN_FLIGHT.subList(0, 1);
    }
    return bench.effort().full() ? IN_FLIGHT : IN_FLIGHT.subList(0, IN_FLIGHT.size() - 1);
  }

  /** The longest that a task stood still, in the mean of the checkpoints. */
  private static String flush(Results results, String variant) {
    List<Double> millis = results.of(variant).stream()
        .flatMap(trial -> trial.checkpoints().stream())
        .map(Checkpoint::syncMillis)
        .map(Long::doubleValue)
        .toList();
    return millis.isEmpty()
        ? "no checkpoint"
        : String.format(Locale.ROOT, "%,.0f ms", new Samples(millis).median());
  }

  private static String exponent(int number) {
    return "1e" + (String.valueOf(number).length() - 1);
  }
}
