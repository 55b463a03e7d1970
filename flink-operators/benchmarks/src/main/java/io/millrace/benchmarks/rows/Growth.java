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
            .with(
                OURS, names().stream().map(name -> results.median(name).wall()).toList()));
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

  /** All counts, of both jobs, in one round. */
  private static List<Line> more(Bench bench) throws Exception {
    JobSettings settings = JobSettings.on(Backend.ROCKSDB, bench.effort());
    Variants variants = new Variants();
    for (int count : counts(bench)) {
      TokenLoad load = new TokenLoad(count, LENGTH);
      String ours = OURS + inFlight(count);
      String byHand = BY_HAND + inFlight(count);
      variants.and(ours, () -> Streams.run(bench, settings, load, ours, Streams.operator()));
      variants.and(byHand, () -> Streams.run(bench, settings, load, byHand, Streams.byHand()));
    }
    Results results = variants.measure(bench.effort());
    List<Line> lines = new ArrayList<>();
    counts(bench).forEach(count -> lines.add(besideByHand(results, count)));
    counts(bench).stream().skip(1).forEach(count -> lines.add(besideTheFewest(results, count)));
    bench.draw("row-9-in-flight", chart(results, counts(bench)));
    return lines;
  }

  private static Line besideByHand(Results results, int count) {
    String ours = OURS + inFlight(count);
    String byHand = BY_HAND + inFlight(count);
    return new Line(
        "9b." + exponent(count),
        "tokens/s on RocksDB" + inFlight(count),
        "KeyedProcessFunction by hand at the same count",
        results.speedOf(ours, byHand),
        Target.atLeast(1),
        "a token: " + results.words(ours, byHand) + "; a checkpoint holds the task up for "
            + flush(results, ours) + ", by hand " + flush(results, byHand));
  }

  private static Line besideTheFewest(Results results, int count) {
    String ours = OURS + inFlight(count);
    String fewest = OURS + inFlight(IN_FLIGHT.get(0));
    return new Line(
        "9c." + exponent(count),
        "cost of a token on RocksDB" + inFlight(count),
        fewest,
        results.costOf(ours, fewest),
        Target.atMost(WITHIN),
        "a token: " + results.words(ours, fewest));
  }

  private static Chart chart(Results results, List<Integer> counts) {
    List<String> names = counts.stream().map(Growth::inFlight).toList();
    return new Chart(
            "A token by the requests in flight, RocksDB, nanoseconds",
            names.stream().map(name -> name.substring(2)).toList())
        .with(
            OURS, names.stream().map(name -> results.median(OURS + name).wall()).toList())
        .with(
            BY_HAND,
            names.stream().map(name -> results.median(BY_HAND + name).wall()).toList());
  }

  private static String inFlight(int count) {
    return String.format(Locale.ROOT, ", %,d requests in flight", count);
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
