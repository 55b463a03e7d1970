package io.millrace.examples.generate;

import io.millrace.core.Message;
import io.millrace.examples.entities.EntitiesPipeline;
import io.millrace.flink.AsyncLimits;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.RunnerSupplier;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.UnclaimedParameters;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The job between its source and its sinks.
 *
 * @param tokens what the model says, each piece as it comes
 * @param texts what is made of the pieces while they come
 * @param deadLetters the prompts that were not answered to the end
 */
public record GeneratePipeline(
    DataStream<Message<GeneratedTextStreamResult>> tokens,
    EntitiesPipeline texts,
    DataStream<DeadLetter> deadLetters) {

  /** The operator that asks the model; qualifies its parameters. */
  public static final String GENERATOR = "generator";

  /** Builds it over prompts. What the generator does not read of a prompt's parameters is for those behind it. */
  public static GeneratePipeline over(
      DataStream<Message<String>> prompts,
      RunnerSupplier<String, String, GeneratedTextResult, GeneratedTextStreamResult> generator,
      RequestLimits limits,
      AsyncLimits atOnce) {
    TaskStream<GeneratedTextStreamResult> tokens = TaskStreams.of(prompts)
        .withLimits(limits)
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
        .async(atOnce)
        .unaryStream(GENERATOR, generator);
    return new GeneratePipeline(
        tokens.output(), EntitiesPipeline.over(tokens.output(), limits), tokens.deadLetters());
  }
}
