package io.millrace.examples.run;

import io.millrace.core.Message;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.Task;
import io.millrace.examples.cli.Counted;
import io.millrace.examples.cli.JobOptions;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.examples.modules.ModuleAt;
import io.millrace.examples.modules.ServedTasks;
import io.millrace.flink.AsyncLimits;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.envelope.EnvelopeFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The pipeline of a module between its topics.
 *
 * @param kafka properties of all clients, with the servers
 * @param topics what to read and write
 * @param task the task's name; empty for the only one
 * @param flavor how it is called
 * @param limits how long requests are waited for
 * @param atOnce for whole inputs, how many are answered at a time; if nothing is said, one after the other
 * @param transactions the prefix of the transactions' names; empty for at least once
 * @param format how results are written
 */
record RunJob(
    Properties kafka,
    RunTopics topics,
    String task,
    Flavor flavor,
    RequestLimits limits,
    Optional<AsyncLimits> atOnce,
    String transactions,
    EnvelopeFormat format) {

  /** Without the clients' properties, for they hold passwords. */
  @Override
  public String toString() {
    return "RunJob[topics=" + topics + ", task=" + task + ", flavor=" + flavor + ", transactions="
        + transactions + "]";
  }

  private static final String REQUESTS = "requests";
  private static final String ELEMENTS = "elements";
  private static final String DEAD_LETTERS = "dead letters";

  /** Validates that what is to be answered many at a time comes whole. */
  RunJob {
    if (atOnce.isPresent() && flavor.streamsInput()) {
      throw new IllegalArgumentException(
          "--in-flight needs --flavor unary_unary or unary_stream but was given for "
              + ServedTasks.option(flavor));
    }
  }

  /**
   * Builds the job.
   *
   * @throws IllegalArgumentException if the module does not load, or does not serve the task, the flavour or the input
   */
  RunPipeline<?> define(ModuleAt folder, TopicInput input) {
    return folder.with(module -> {
      ServedTasks served = ServedTasks.of(module);
      Task<?, ?, ?, ?> found = served.named(task);
      served.require(found, flavor);
      input.format().require(found, flavor);
      return write(pipeline(folder, input, found));
    });
  }

  private <I, IE, O, OE> RunPipeline<?> pipeline(
      ModuleAt folder, TopicInput input, Task<I, IE, O, OE> found) {
    return RunPipeline.over(input, found, flavor, folder.runner(found), limits, atOnce);
  }

  private <T> RunPipeline<T> write(RunPipeline<T> pipeline) {
    Counted.in(
            pipeline.output(),
            "count-output",
            Map.<String, Counted.Weight<Message<T>>>of(
                REQUESTS, message -> message.last() ? 1 : 0,
                ELEMENTS, message -> message.hasPayload() ? 1 : 0))
        .sinkTo(KafkaSinks.envelopes(
            JobOptions.output(kafka, topics.output(), transactions), format, pipeline.payload()))
        .name("output")
        .uid("output");
    letters(pipeline.deadLetters());
    return pipeline;
  }

  private void letters(DataStream<DeadLetter> deadLetters) {
    Counted.in(deadLetters, "count-dead-letters", Map.of(DEAD_LETTERS, letter -> 1L))
        .sinkTo(
            KafkaSinks.deadLetters(JobOptions.output(kafka, topics.deadLetters(), transactions)))
        .name("dead-letters-out")
        .uid("dead-letters-out");
  }

  /** What the job has counted, in words. */
  static String words(Map<String, Long> counts) {
    return "%,d requests ended, %,d elements, %,d dead letters"
        .formatted(
            counts.getOrDefault(REQUESTS, 0L),
            counts.getOrDefault(ELEMENTS, 0L),
            counts.getOrDefault(DEAD_LETTERS, 0L));
  }
}
