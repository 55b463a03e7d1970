package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.load.ProseLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Trial;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import io.millrace.benchmarks.topics.EntityJobs;
import io.millrace.benchmarks.topics.Topics;
import java.util.List;
import java.util.Map;

/**
 * Row 7: tokens from a topic, entities and masked text to topics. A check run of each job, which also warms it up, must give
 * the same entities and the same masked texts; another one says how many records the runs that count need.
 */
final class TopicToTopic implements Row {

  private static final String OURS = "Millrace";
  private static final String BY_HAND = "by hand";
  private static final String IDENTITY = "identity";
  private static final double TARGET = 0.9;
  private static final int IN_FLIGHT = 200;
  private static final int CHARACTERS = 800;

  /** In the check, for each second that a run is to take: less than a job reads in one. */
  private static final long CHECKED_A_SECOND = 25_000;

  private static final long FEW_RECORDS = 5_000;
  private static final double MILLIS = 1_000;

  @Override
  public int number() {
    return 7;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    try (Topics topics = Topics.start()) {
      JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort());
      Input few = Input.write(
          topics, bench.effort().brief() ? FEW_RECORDS : inTime(bench, CHECKED_A_SECOND));
      check(bench, settings, few);
      Input enough = bench.effort().brief()
          ? few
          : Input.write(topics, inTime(bench, rate(bench, settings, few)));
      Results results = compare(bench, settings, enough);
      return List.of(
          line(results, "7a", BY_HAND, Target.atLeast(TARGET)),
          line(results, "7b", IDENTITY, Target.REPORTED));
    }
  }

  private static long inTime(Bench bench, double rate) {
    return Math.max(
        FEW_RECORDS, Math.round(bench.effort().span().all().toMillis() / MILLIS * rate));
  }

  /** Runs all three once, and compares what the two that do the same gave. */
  private static void check(Bench bench, JobSettings settings, Input input) throws Exception {
    Topics topics = input.topics();
    EntityJobs ours = input.jobs();
    EntityJobs byHand = input.jobs();
    bench.run("check of " + OURS, settings, ours::operators);
    bench.run("check of " + BY_HAND, settings, byHand::byHand);
    bench.run("check of " + IDENTITY, settings, input.jobs()::identity);
    requireEqual("masked texts", topics.texts(ours.masked()), topics.texts(byHand.masked()));
    var found = topics.entities(ours.entities());
    requireEqual("entities", found, topics.entities(byHand.entities()));
    if (found.values().stream().allMatch(List::isEmpty)) {
      throw new IllegalStateException("no entity was found in " + found.size() + " requests");
    }
  }

  /** The rate of the faster of the two that do the same, now that they are warm. */
  private static double rate(Bench bench, JobSettings settings, Input input) throws Exception {
    Trial ours = bench.run("rate of " + OURS, settings, input.jobs()::operators);
    Trial byHand = bench.run("rate of " + BY_HAND, settings, input.jobs()::byHand);
    return Math.max(ours.lap().rate(), byHand.lap().rate());
  }

  private static Results compare(Bench bench, JobSettings settings, Input input) throws Exception {
    EntityJobs ours = input.jobs();
    EntityJobs byHand = input.jobs();
    EntityJobs identity = input.jobs();
    return new Variants()
        .and(OURS, () -> bench.run(OURS, settings, ours::operators))
        .and(BY_HAND, () -> bench.run(BY_HAND, settings, byHand::byHand))
        .and(IDENTITY, () -> bench.run(IDENTITY, settings, identity::identity))
        .measureWarm(bench.effort());
  }

  /** A topic of so many tokens and ends. */
  private record Input(Topics topics, String topic, long records) {

    static Input write(Topics topics, long wanted) throws Exception {
      String topic = topics.create("tokens");
      long written = topics.write(topic, new ProseLoad(IN_FLIGHT, CHARACTERS).open(0, 1), wanted);
      return new Input(topics, topic, written);
    }

    EntityJobs jobs() throws Exception {
      return new EntityJobs(
          topics.servers(),
          topic,
          topics.create("entities"),
          topics.create("masked"),
          topics.create("dead-letters"),
          records);
    }
  }

  private static void requireEqual(String what, Map<String, ?> ours, Map<String, ?> byHand) {
    if (ours.isEmpty() || !ours.equals(byHand)) {
      throw new IllegalStateException("the " + what + " of " + ours.size()
          + " requests must be those of the job by hand, of " + byHand.size()
          + ", but are others or none");
    }
  }

  private static Line line(Results results, String row, String other, Target target) {
    return new Line(
        row,
        "Kafka → entities + masked → Kafka, records/s",
        other.equals(IDENTITY)
            ? "a job that decodes and encodes each record"
            : "a job by hand, same modules, topics, settings and framing",
        results.speedOf(OURS, other),
        target,
        "a record: " + results.words(OURS, other));
  }
}
