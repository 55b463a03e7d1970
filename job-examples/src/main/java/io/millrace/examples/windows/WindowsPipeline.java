package io.millrace.examples.windows;

import io.millrace.core.Message;
import io.millrace.examples.entities.EntitiesPipeline;
import io.millrace.examples.entities.TextModules;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResults;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;

/**
 * The job between its source and its sinks.
 *
 * @param entities one answer for each text and window, as that of a request {@code ID@START}; offsets count from the
 *     window's first character, and what a window's edge cuts through is not found
 * @param deadLetters the requests that failed
 */
public record WindowsPipeline(
    DataStream<Message<TokenClassificationResults>> entities, DataStream<DeadLetter> deadLetters) {

  /** Builds it over the pieces of generations, with windows of this length. */
  public static WindowsPipeline over(
      DataStream<Message<GeneratedTextStreamResult>> pieces, RequestLimits limits, Duration size) {
    TaskStream<TokenClassificationResults> entities = TaskStreams.of(EntitiesPipeline.texts(pieces))
        .withLimits(limits)
        .streamUnary("entities", TextModules::entities, TumblingProcessingTimeWindows.of(size));
    return new WindowsPipeline(entities.output(), entities.deadLetters());
  }
}
