package io.millrace.examples.generate;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.examples.cli.Counted;
import io.millrace.examples.cli.JobOptions;
import io.millrace.examples.entities.EntitiesJob;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.flink.AsyncLimits;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.openai.OpenAiModule;
import io.millrace.openai.OpenAiSettings;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.Map;
import java.util.Properties;

/**
 * The pipeline between topics and a model server.
 *
 * @param kafka properties of all clients, with the servers
 * @param topics what to read and write
 * @param server which server is asked, and how
 * @param limits how long requests are waited for
 * @param atOnce how many prompts are answered at a time
 * @param transactions the prefix of the transactions' names; empty for at least once
 * @param format how results are written
 */
record GenerateJob(
    Properties kafka,
    GenerateTopics topics,
    OpenAiSettings server,
    RequestLimits limits,
    AsyncLimits atOnce,
    String transactions,
    EnvelopeFormat format) {

  /** Without the clients' properties, for they hold passwords. */
  @Override
  public String toString() {
    return "GenerateJob[topics=" + topics + ", server=" + server + ", transactions=" + transactions
        + "]";
  }

  private static final String TOKENS = "tokens";

  /** Builds the job. */
  GeneratePipeline define(TopicInput input) {
    OpenAiSettings asked = server;
    TopicInput.Read<String> prompts = input.read(String.class);
    GeneratePipeline pipeline =
        GeneratePipeline.over(prompts.messages(), () -> generator(asked), limits, atOnce);
    Map<String, Counted.Weight<Message<GeneratedTextStreamResult>>> counts =
        Map.of(TOKENS, message -> message.hasPayload() ? 1 : 0);
    Counted.in(pipeline.tokens(), "count-tokens", counts)
        .sinkTo(KafkaSinks.envelopes(
            JobOptions.output(kafka, topics.tokens(), transactions),
            format,
            GeneratedTextStreamResult.class))
        .name("tokens-out")
        .uid("tokens-out");
    new EntitiesJob(kafka, topics.texts(), "", limits, transactions, format)
        .write(pipeline.texts(), prompts.undecodable().union(pipeline.deadLetters()));
    return pipeline;
  }

  /** Asks the server; the key is read where this is called, on the worker. */
  static ModuleRunner<String, String, GeneratedTextResult, GeneratedTextStreamResult> generator(
      OpenAiSettings server) {
    return StandardTasks.TEXT_GENERATION.runner(OpenAiModule.of(server));
  }

  /** What the job has counted, in words. */
  static String words(Map<String, Long> counts) {
    return "%,d tokens, ".formatted(counts.getOrDefault(TOKENS, 0L)) + EntitiesJob.words(counts);
  }
}
