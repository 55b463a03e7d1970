package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.hand.HandWrittenKafka;
import io.millrace.benchmarks.hand.HandWrittenStream;
import io.millrace.benchmarks.load.Entities;
import io.millrace.benchmarks.run.Mark;
import io.millrace.core.Message;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.schemas.TokenClassificationStreamResult;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From a topic of tokens to one of entities and one of masked text, in three ways.
 *
 * @param servers the brokers
 * @param in the tokens
 * @param entities the entities, out
 * @param masked the masked text, out
 * @param letters dead letters, out
 * @param records how many there are to be read
 */
public record EntityJobs(
    String servers, String in, String entities, String masked, String letters, long records) {

  /** With Millrace's sources, operators and sinks. */
  public void operators(StreamExecutionEnvironment flink, String run) {
    KafkaInput input = KafkaInput.of(servers, "operators", in)
        .from(OffsetsInitializer.earliest())
        .bounded();
    MessageSource<String> source = KafkaSources.envelopes(flink, "in", input, String.class);
    DataStream<Message<String>> tokens = marked(source.messages(), run);
    TaskStream<TokenClassificationStreamResult> found =
        TaskStreams.of(tokens).streamStream("entities", Entities::runner);
    TaskStream<String> covered = TaskStreams.of(tokens).streamStream("masking", Entities::masking);
    found
        .output()
        .sinkTo(KafkaSinks.envelopes(output(entities), TokenClassificationStreamResult.class));
    covered.output().sinkTo(KafkaSinks.envelopes(output(masked), String.class));
    source
        .deadLetters()
        .union(found.deadLetters(), covered.deadLetters())
        .sinkTo(KafkaSinks.deadLetters(output(letters)));
  }

  /** By hand: the same modules, topics, settings and envelopes, and nothing for what could go wrong. */
  public void byHand(StreamExecutionEnvironment flink, String run) {
    KeyedStream<Message<String>, String> tokens = marked(
            HandWrittenKafka.source(flink, servers, in, true), run)
        .keyBy(Message::requestId, Types.STRING);
    tokens
        .process(
            new HandWrittenStream<>(Entities::runner),
            MessageTypes.of(TokenClassificationStreamResult.class))
        .sinkTo(
            HandWrittenKafka.sink(servers, entities, TokenClassificationStreamResult.class, false));
    tokens
        .process(new HandWrittenStream<>(Entities::masking), MessageTypes.of(String.class))
        .sinkTo(HandWrittenKafka.sink(servers, masked, String.class, false));
  }

  /** Each record decoded, encoded and written again. */
  public void identity(StreamExecutionEnvironment flink, String run) {
    marked(HandWrittenKafka.source(flink, servers, in, true), run)
        .sinkTo(HandWrittenKafka.sink(servers, masked, String.class, false));
  }

  private DataStream<Message<String>> marked(DataStream<Message<String>> tokens, String run) {
    return tokens.map(new Mark<>(run, records)).returns(MessageTypes.of(String.class));
  }

  private KafkaOutput output(String topic) {
    return KafkaOutput.of(servers, topic);
  }
}
