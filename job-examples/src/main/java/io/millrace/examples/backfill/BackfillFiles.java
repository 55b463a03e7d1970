package io.millrace.examples.backfill;

import io.millrace.core.Message;
import io.millrace.examples.cli.Counted;
import io.millrace.files.FileSinks;
import io.millrace.files.RecordFiles;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The pipeline between files.
 *
 * @param input a file, or a folder of files
 * @param output a folder for {@code answers-*.jsonl} and {@code dead-letters-*.jsonl}
 */
public record BackfillFiles(Path input, Path output) {

  /** Counts what was read of the files. */
  static final String BYTES = "bytes";

  private static final String LINES = "lines";
  private static final String REQUESTS = "requests";
  private static final String ENTITIES = "entities";
  private static final String DEAD_LETTERS = "dead letters";

  /** Builds the job in an environment. */
  public void define(StreamExecutionEnvironment flink) {
    SingleOutputStreamOperator<KafkaRecord> lines = flink
        .fromSource(
            RecordFiles.lines(input),
            WatermarkStrategy.noWatermarks(),
            "stored-lines",
            KafkaRecord.TYPE)
        .uid("stored-lines");
    define(
        Counted.in(lines, "count-lines", Map.of(LINES, line -> 1L, BYTES, BackfillFiles::bytesOf)));
  }

  /** Builds what is behind the source. */
  void define(DataStream<KafkaRecord> lines) {
    SingleOutputStreamOperator<Message<String>> wholes = lines
        .process(new StoredRequests("stored-requests"), StoredRequests.PIECES.getTypeInfo())
        .name("stored-requests")
        .uid("stored-requests");
    BackfillPipeline pipeline =
        BackfillPipeline.over(wholes, wholes.getSideOutput(StoredRequests.PIECES));
    write(
        Counted.in(
                pipeline.answers(),
                "count-answers",
                Map.of(REQUESTS, BackfillFiles::requestsIn, ENTITIES, BackfillFiles::entitiesIn))
            .flatMap(new AnswerLine())
            .name("answer-lines"),
        "answers");
    DataStream<DeadLetter> deadLetters =
        wholes.getSideOutput(StoredRequests.BAD_LINES).union(pipeline.deadLetters());
    write(
        Counted.in(deadLetters, "count-dead-letters", Map.of(DEAD_LETTERS, letter -> 1L))
            .map(new DeadLetterLine())
            .name("dead-letter-lines"),
        "dead-letters");
  }

  private void write(DataStream<String> lines, String name) {
    lines.sinkTo(FileSinks.lines(output, name)).name(name).uid(name);
  }

  private static long bytesOf(KafkaRecord line) {
    byte[] value = line.value();
    return value == null ? 0 : value.length + 1L;
  }

  private static long requestsIn(Message<Answer> message) {
    return message.hasPayload() ? 1 : 0;
  }

  private static long entitiesIn(Message<Answer> message) {
    Answer answer = message.payload();
    return answer == null ? 0 : answer.entities().getResults().size();
  }

  /** What the job has counted, in words. */
  static String words(Map<String, Long> counts) {
    return "%,d lines, %,d requests answered, %,d entities, %,d dead letters"
        .formatted(
            counts.getOrDefault(LINES, 0L),
            counts.getOrDefault(REQUESTS, 0L),
            counts.getOrDefault(ENTITIES, 0L),
            counts.getOrDefault(DEAD_LETTERS, 0L));
  }
}
