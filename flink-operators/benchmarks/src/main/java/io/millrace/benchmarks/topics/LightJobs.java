package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.hand.HandWrittenKafka;
import io.millrace.benchmarks.hand.HandWrittenStream;
import io.millrace.benchmarks.load.LightModule;
import io.millrace.core.Message;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The light module between two topics, for as long as the job runs, with the preset for low latency.
 *
 * @param servers the brokers
 * @param in the tokens
 * @param out what the module lets out
 * @param letters dead letters
 */
public record LightJobs(String servers, String in, String out, String letters) {

  /** With Millrace's source, operator and sink. */
  public void operator(StreamExecutionEnvironment flink) {
    KafkaInput input = KafkaInput.of(servers, "operator", in).from(OffsetsInitializer.earliest());
    MessageSource<String> source = KafkaSources.envelopes(flink, "in", input, String.class);
    TaskStream<String> light =
        TaskStreams.of(source.messages()).streamStream("light", LightModule::runner);
    light
        .output()
        .sinkTo(KafkaSinks.envelopes(KafkaOutput.of(servers, out).lowLatency(), String.class));
    source
        .deadLetters()
        .union(light.deadLetters())
        .sinkTo(KafkaSinks.deadLetters(KafkaOutput.of(servers, letters).lowLatency()));
  }

  /** By hand, with the same settings. */
  public void byHand(StreamExecutionEnvironment flink) {
    HandWrittenKafka.source(flink, servers, in, false)
        .keyBy(Message::requestId, Types.STRING)
        .process(new HandWrittenStream<>(LightModule::runner), MessageTypes.of(String.class))
        .sinkTo(HandWrittenKafka.sink(servers, out, String.class, true));
  }
}
