package io.millrace.examples.backfill;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The job between its source and its sinks.
 *
 * @param answers one a request that went well
 * @param deadLetters the requests that did not
 */
public record BackfillPipeline(
    DataStream<Message<Answer>> answers, DataStream<DeadLetter> deadLetters) {

  /** Builds it over texts that are stored whole and texts that are stored in pieces. */
  public static BackfillPipeline over(
      DataStream<Message<String>> wholes, DataStream<Message<String>> pieces) {
    TaskStream<Answer> ofWholes =
        TaskStreams.of(wholes).unaryUnary("answers-to-wholes", Answering::runner);
    TaskStream<Answer> ofPieces =
        TaskStreams.of(pieces).streamUnary("answers-to-pieces", Answering::runner);
    return new BackfillPipeline(
        ofWholes.output().union(ofPieces.output()),
        ofWholes.deadLetters().union(ofPieces.deadLetters()));
  }
}
