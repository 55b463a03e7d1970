package io.millrace.examples.actions;

import io.millrace.core.action.Graph;
import io.millrace.examples.cli.Counted;
import io.millrace.examples.cli.JobOptions;
import io.millrace.flink.ActionLimits;
import io.millrace.flink.ActionOutput;
import io.millrace.flink.ActionSetup;
import io.millrace.flink.ActionStream;
import io.millrace.flink.ActionStreams;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.KafkaActions;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.envelope.EnvelopeFormat;
import java.util.Map;
import java.util.Properties;

/**
 * The pipeline between topics.
 *
 * @param name the operator's name and uid
 * @param kafka properties of all clients, with the servers
 * @param topics what to read and write
 * @param limits how many requests run at a time, and what becomes of those that overlap
 * @param transactions the prefix of the transactions' names; empty for at least once
 * @param format how replies are written
 */
public record ActionJob(
    String name,
    Properties kafka,
    ActionTopics topics,
    ActionLimits limits,
    String transactions,
    EnvelopeFormat format) {

  private static final String ITEMS = "items";
  private static final String ENDED = "requests";
  private static final String FAILED = "failures";
  private static final String DEAD_LETTERS = "dead letters";

  private static final Map<String, Counted.Weight<ActionOutput>> COUNTS = Map.of(
      ITEMS, output -> output.item() == null ? 0 : 1,
      ENDED, output -> output.end() == null ? 0 : 1,
      FAILED, output -> output.isFailure() ? 1 : 0);

  /** Without Kafka's properties, for they hold passwords. */
  @Override
  public String toString() {
    return "ActionJob[name=" + name + ", topics=" + topics + ", transactions=" + transactions + "]";
  }

  /** Builds the job. */
  public void define(Calls read, Graph graph, ActionSetup.Recipe recipe) {
    ActionStream applications =
        ActionStreams.of(read.calls()).withLimits(limits).run(name, recipe);
    Counted.in(applications.outputs(), "count-replies", COUNTS)
        .sinkTo(KafkaActions.replies(
            JobOptions.output(kafka, topics.replies(), transactions), format, graph))
        .name("replies-out")
        .uid("replies-out");
    Map<String, Counted.Weight<DeadLetter>> letters = Map.of(DEAD_LETTERS, letter -> 1L);
    Counted.in(read.undecodable().union(applications.deadLetters()), "count-dead-letters", letters)
        .sinkTo(
            KafkaSinks.deadLetters(JobOptions.output(kafka, topics.deadLetters(), transactions)))
        .name("dead-letters-out")
        .uid("dead-letters-out");
  }

  /** What the job has counted, in words. */
  static String words(Map<String, Long> counts) {
    return "%,d requests ended, %,d of them failed, %,d items, %,d dead letters"
        .formatted(
            counts.getOrDefault(ENDED, 0L),
            counts.getOrDefault(FAILED, 0L),
            counts.getOrDefault(ITEMS, 0L),
            counts.getOrDefault(DEAD_LETTERS, 0L));
  }
}
