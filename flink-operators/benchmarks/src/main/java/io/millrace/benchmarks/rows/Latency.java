package io.millrace.benchmarks.rows;

import static io.millrace.benchmarks.rows.Ways.BY_HAND;
import static io.millrace.benchmarks.rows.Ways.FLOOR;
import static io.millrace.benchmarks.rows.Ways.OURS;

import io.millrace.benchmarks.chart.Chart;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.Effort;
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
import io.millrace.benchmarks.topics.Relay;
import io.millrace.benchmarks.topics.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Row 8: how long a token takes from when it is due through Kafka, a job with the preset for low latency, and Kafka again, to its
 * reader: at 5,000 tokens a second, and at 70 % of what the slower of the two jobs can do.
 */
final class Latency implements Row {

  private static final double TARGET = 1.3;
  private static final double STEADY = 5_000;
  private static final double BUSY = 0.7;
  private static final int CAPACITY_ROUNDS = 3;

  /** Defines a job between two topics. */
  private interface Definition {
    void define(LightJobs jobs, StreamExecutionEnvironment flink);
  }

  /** Measures what is between two topics. */
  private interface Measure<T> {
    T of(DelayRun run) throws Exception;
  }

  @Override
  public int number() {
    return 8;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    try (Topics topics = Topics.start()) {
      Map<String, List<Delays>> steady = rounds(bench, topics, STEADY).measure(bench.effort());
      double rate = BUSY * capacity(bench, topics);
      Map<String, List<Delays>> busy = rounds(bench, topics, rate).measureWarm(bench.effort());
      String load = String.format(Locale.ROOT, "70 %% of capacity, %,.0f tokens/s", rate);
      bench.draw("row-8", chart(steady, busy));
      return List.of(
          line("8a", "p50, 5,000 tokens/s", new Ways(steady, Delays::p50)),
          line("8b", "p99, 5,000 tokens/s", new Ways(steady, Delays::p99)),
          line("8c", "p50, " + load, new Ways(busy, Delays::p50)),
          line("8d", "p99, " + load, new Ways(busy, Delays::p99)));
    }
  }

  private static Rounds<Delays> rounds(Bench bench, Topics topics, double rate) {
    Measure<Delays> measure = run -> run.measure(rate, bench.effort().span());
    return new Rounds<Delays>()
        .and(OURS, () -> told(bench, OURS, job(bench, topics, LightJobs::operator, measure)))
        .and(BY_HAND, () -> told(bench, BY_HAND, job(bench, topics, LightJobs::byHand, measure)))
        .and(FLOOR, () -> told(bench, FLOOR, floor(topics, measure)));
  }

  /** The slower job's, in the median of some rounds. */
  private static double capacity(Bench bench, Topics topics) throws Exception {
    Effort all = bench.effort();
    Effort.Span span =
        new Effort.Span(all.span().warmUp(), all.span().measured().dividedBy(2));
    Effort some = new Effort(
        Math.min(CAPACITY_ROUNDS, all.repeats()), all.forks(), span, all.brief(), all.full());
    Measure<Double> measure = run -> run.capacity(span);
    return new Rounds<Double>()
            .and(OURS, () -> job(bench, topics, LightJobs::operator, measure))
            .and(BY_HAND, () -> job(bench, topics, LightJobs::byHand, measure))
            .measureWarm(some)
            .entrySet()
            .stream()
            .mapToDouble(each -> told(bench, each.getKey(), new Samples(each.getValue()).median()))
            .min()
            .orElseThrow();
  }

  private static <T> T job(Bench bench, Topics topics, Definition definition, Measure<T> measure)
      throws Exception {
    LightJobs jobs = new LightJobs(
        topics.servers(),
        topics.create("tokens"),
        topics.create("light"),
        topics.create("dead-letters"));
    JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort()).withLowLatency();
    StreamExecutionEnvironment flink = bench.flink().environment(settings);
    definition.define(jobs, flink);
    DelayRun run = new DelayRun(topics, jobs.in(), jobs.out());
    return bench.flink().during(flink, () -> measure.of(run));
  }

  /** What Kafka takes twice, with nothing but a loop between. */
  private static Delays floor(Topics topics, Measure<Delays> measure) throws Exception {
    try (Relay relay = Relay.start(topics)) {
      return measure.of(relay.run());
    }
  }

  private static Delays told(Bench bench, String name, Delays delays) {
    bench.say("  " + name + ": p50 " + Numbers.words(delays.p50()) + " ms, p99 "
        + Numbers.words(delays.p99()) + " ms at " + Numbers.words(delays.rate()) + "/s of "
        + Numbers.words(delays.due()) + "/s");
    return delays;
  }

  private static double told(Bench bench, String name, double capacity) {
    bench.say("  " + name + ": capacity " + Numbers.words(capacity) + "/s");
    return capacity;
  }

  private static Line line(String row, String what, Ways ways) {
    return new Line(
        row,
        "a token's whole way, Kafka to job to Kafka, low latency, " + what,
        "the same job by hand",
        ways.ratios(),
        Target.atMost(TARGET),
        ways.note());
  }

  private static Chart chart(Map<String, List<Delays>> steady, Map<String, List<Delays>> busy) {
    Chart chart = new Chart(
        "A token's way through Kafka and a job, milliseconds",
        List.of("p50, 5,000/s", "p99, 5,000/s", "p50, 70 %", "p99, 70 %"));
    for (String name : List.of(OURS, BY_HAND, FLOOR)) {
      chart = chart.with(
          name,
          List.of(
              new Ways(steady, Delays::p50).median(name),
              new Ways(steady, Delays::p99).median(name),
              new Ways(busy, Delays::p50).median(name),
              new Ways(busy, Delays::p99).median(name)));
    }
    return chart;
  }
}
