package io.millrace.examples.entities;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.UnclaimedParameters;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The job between its source and its sinks.
 *
 * @param entities the entities of each text, in frames, as it is written
 * @param masked each text with its entities masked, in pieces, as it is written
 * @param generations each text whole, when it is finished
 * @param deadLetters the requests that failed
 */
public record EntitiesPipeline(
    DataStream<Message<TokenClassificationStreamResult>> entities,
    DataStream<Message<String>> masked,
    DataStream<Message<GeneratedTextResult>> generations,
    DataStream<DeadLetter> deadLetters) {

  /** Builds it over the pieces of generations: three operators side by side. */
  public static EntitiesPipeline over(
      DataStream<Message<GeneratedTextStreamResult>> pieces, RequestLimits limits) {
    TaskStream<GeneratedTextStreamResult> checked =
        TaskStreams.of(pieces).checkParameters("parameters", TextModules.parameters());
    DataStream<Message<String>> texts = texts(checked.output());
    TaskStream<TokenClassificationStreamResult> entities =
        beside(texts, limits).streamStream(TextModules.ENTITIES, TextModules::entities);
    TaskStream<String> masked =
        beside(texts, limits).streamStream(TextModules.MASKING, TextModules::masking);
    TaskStream<GeneratedTextResult> generations =
        beside(checked.output(), limits).streamUnary("generations", TextModules::assembly);
    return new EntitiesPipeline(
        entities.output(),
        masked.output(),
        generations.output(),
        checked
            .deadLetters()
            .union(entities.deadLetters(), masked.deadLetters(), generations.deadLetters()));
  }

  private static <E> TaskStreams<E> beside(DataStream<Message<E>> messages, RequestLimits limits) {
    return TaskStreams.of(messages)
        .withLimits(limits)
        .withUnclaimedParameters(UnclaimedParameters.HAND_ON);
  }

  /** The texts of the pieces. */
  public static DataStream<Message<String>> texts(
      DataStream<Message<GeneratedTextStreamResult>> pieces) {
    return pieces
        .map(EntitiesPipeline::text)
        .returns(MessageTypes.of(String.class))
        .name("text of pieces")
        .uid("text-of-pieces");
  }

  private static Message<String> text(Message<GeneratedTextStreamResult> message) {
    GeneratedTextStreamResult piece = message.payload();
    return message.withPayload(piece == null ? null : piece.getGeneratedText());
  }
}
