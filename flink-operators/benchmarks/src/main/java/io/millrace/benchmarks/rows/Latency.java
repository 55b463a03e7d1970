package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.chart.Chart;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Rounds;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Numbers;
import io.millrace.benchmarks.table.Samples;
import io.millrace.benchmarks.table.Target;
import io.millrace.benchmarks.topics.DelayRun;
import io.millrace.benchmarks.topics.Delays;
import io.millrace.benchmarks.topics.LightJobs;
import io.millrace.benchmarks.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Row 8: how long a token takes from its writer through Kafka, a job with the preset for low latency, and Kafka again, to its
 * reader: at 5,000 tokens a second, and at 70 % of what the slower of the two jobs can do.
 */
final class Latency implements Row {

  private static final String OURS = "Millrace";
  private static final String BY_HAND = "by hand";
  private static final String FLOOR = "Kafka alone";
  private static final double TARGET = 1.3;
  private static final double STEADY = 5_000;
  private static final double BUSY = 0.7;

  /** Defines a job between two topics. */
  private interface Definition {
    void define(LightJobs jobs, StreamExecutionEnvironment flink);
  }

  @Override
  public int number() {
    return 8;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    try (Topics topics = Topics.start()) {
      List<Line> lines = new ArrayList<>();
      Map<String, List<Delays>> steady = rounds(bench, topics, STEADY);
      lines.addAll(lines("8a", "8b", "5,000 tokens/s", steady));
      double capacity = Math.min(
          run(bench, topics, OURS, LightJobs::operator, Double.POSITIVE_INFINITY)
              .rate(),
          run(bench, topics, BY_HAND, LightJobs::byHand, Double.POSITIVE_INFINITY)
              .rate());
      Map<String, List<Delays>> busy = rounds(bench, topics, BUSY * capacity);
      String load =
          "70 % of capacity, " + String.format(Locale.ROOT, "%,.0f", BUSY * capacity) + " tokens/s";
      lines.addAll(lines("8c", "8d", load, busy));
      bench.draw("row-8", chart(steady, busy));
      return lines;
    }
  }

  private static Map<String, List<Delays>> rounds(Bench bench, Topics topics, double rate)
      throws Exception {
    return new Rounds<Delays>()
        .and(OURS, () -> run(bench, topics, OURS, LightJobs::operator, rate))
        .and(BY_HAND, () -> run(bench, topics, BY_HAND, LightJobs::byHand, rate))
        .and(FLOOR, () -> floor(bench, topics, rate))
        .measure(bench.effort());
  }

  private static Delays run(
      Bench bench, Topics topics, String name, Definition definition, double rate)
      throws Exception {
    LightJobs jobs = new LightJobs(
        topics.servers(),
        topics.create("tokens"),
        topics.create("light"),
        topics.create("dead-letters"));
    JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort()).withLowLatency();
    StreamExecutionEnvironment flink = bench.flink().environment(settings);
    definition.define(jobs, flink);
    DelayRun delays = new DelayRun(topics, jobs.in(), jobs.out());
    return bench
        .flink()
        .during(
            flink, () -> told(bench, name, delays.measure(rate, bench.effort().span())));
  }

  /** What Kafka takes, with nothing between. */
  private static Delays floor(Bench bench, Topics topics, double rate) throws Exception {
    String topic = topics.create("tokens");
    return told(
        bench,
        FLOOR,
        new DelayRun(topics, topic, topic).measure(rate, bench.effort().span()));
  }

  private static Delays told(Bench bench, String name, Delays delays) {
    bench.say("  " + name + ": " + words(delays) + " at " + Numbers.words(delays.rate()) + "/s");
    return delays;
  }

  private static List<Line> lines(
      String row50, String row99, String load, Map<String, List<Delays>> given) {
    return List.of(
        line(row50, "p50", load, given, Delays::p50), line(row99, "p99", load, given, Delays::p99));
  }

  private static Line line(
      String row,
      String quantile,
      String load,
      Map<String, List<Delays>> given,
      ToDoubleFunction<Delays> number) {
    return new Line(
        row,
        "a token's way through a low-latency job, " + quantile + ", " + load,
        "the same job by hand",
        Samples.ratios(numbers(given, OURS, number), numbers(given, BY_HAND, number)),
        Target.atMost(TARGET),
        quantile + ": " + median(given, OURS, number) + " ms; by hand "
            + median(given, BY_HAND, number) + " ms; Kafka alone " + median(given, FLOOR, number)
            + " ms");
  }

  private static List<Double> numbers(
      Map<String, List<Delays>> given, String name, ToDoubleFunction<Delays> number) {
    return Objects.requireNonNull(given.get(name)).stream()
        .mapToDouble(number)
        .boxed()
        .toList();
  }

  private static String median(
      Map<String, List<Delays>> given, String name, ToDoubleFunction<Delays> number) {
    return Numbers.words(new Samples(numbers(given, name, number)).median());
  }

  private static String words(Delays delays) {
    return "p50 " + Numbers.words(delays.p50()) + " ms, p99 " + Numbers.words(delays.p99()) + " ms";
  }

  private static Chart chart(Map<String, List<Delays>> steady, Map<String, List<Delays>> busy) {
    Chart chart = new Chart(
        "A token's way through Kafka and a job, milliseconds",
        List.of("p50, 5,000/s", "p99, 5,000/s", "p50, 70 %", "p99, 70 %"));
    for (String name : List.of(OURS, BY_HAND, FLOOR)) {
      chart = chart.with(
          name,
          List.of(
              new Samples(numbers(steady, name, Delays::p50)).median(),
              new Samples(numbers(steady, name, Delays::p99)).median(),
              new Samples(numbers(busy, name, Delays::p50)).median(),
              new Samples(numbers(busy, name, Delays::p99)).median()));
    }
    return chart;
  }
}
