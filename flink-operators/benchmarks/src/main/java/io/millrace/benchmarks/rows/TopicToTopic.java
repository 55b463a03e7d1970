package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.load.ProseLoad;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.JobSettings;
import io.millrace.benchmarks.run.JobSettings.Backend;
import io.millrace.benchmarks.run.Results;
import io.millrace.benchmarks.run.Variants;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Target;
import io.millrace.benchmarks.topics.EntityJobs;
import io.millrace.benchmarks.topics.Topics;
import java.util.List;
import java.util.Map;

/** Row 7: tokens from a topic, entities and masked text to topics. The masked texts of both jobs must be the same. */
final class TopicToTopic implements Row {

  private static final String OURS = "Millrace";
  private static final String BY_HAND = "by hand";
  private static final String IDENTITY = "identity";
  private static final double TARGET = 0.9;
  private static final int IN_FLIGHT = 200;
  private static final int CHARACTERS = 800;

  /** About as many as a job reads in a second here. */
  private static final long RECORDS_A_SECOND = 25_000;

  private static final long FEW_RECORDS = 5_000;
  private static final long MILLIS = 1_000;

  @Override
  public int number() {
    return 7;
  }

  @Override
  public List<Line> measure(Bench bench) throws Exception {
    try (Topics topics = Topics.start()) {
      String in = topics.create("tokens");
      long records =
          topics.write(in, new ProseLoad(IN_FLIGHT, CHARACTERS).open(0, 1), wanted(bench));
      EntityJobs ours = jobs(topics, in, records);
      EntityJobs byHand = jobs(topics, in, records);
      EntityJobs identity = jobs(topics, in, records);
      JobSettings settings = JobSettings.on(Backend.HEAP, bench.effort());
      bench.run("check of " + OURS, settings, ours::operators);
      bench.run("check of " + BY_HAND, settings, byHand::byHand);
      requireEqual(topics.texts(ours.masked()), topics.texts(byHand.masked()));
      Results results = new Variants()
          .and(OURS, () -> bench.run(OURS, settings, ours::operators))
          .and(BY_HAND, () -> bench.run(BY_HAND, settings, byHand::byHand))
          .and(IDENTITY, () -> bench.run(IDENTITY, settings, identity::identity))
          .measureWarm(bench.effort());
      return List.of(
          line(results, "7a", BY_HAND, Target.atLeast(TARGET)),
          line(results, "7b", IDENTITY, Target.REPORTED));
    }
  }

  private static long wanted(Bench bench) {
    return bench.effort().brief()
        ? FEW_RECORDS
        : bench.effort().span().all().toMillis() * RECORDS_A_SECOND / MILLIS;
  }

  private static EntityJobs jobs(Topics topics, String in, long records) throws Exception {
    return new EntityJobs(
        topics.servers(),
        in,
        topics.create("entities"),
        topics.create("masked"),
        topics.create("dead-letters"),
        records);
  }

  private static void requireEqual(Map<String, String> ours, Map<String, String> byHand) {
    if (!ours.equals(byHand)) {
      throw new IllegalStateException("the masked texts of " + ours.size()
          + " requests are not those of the job by hand, of " + byHand.size());
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
