package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.TaskStream;
import io.millrace.flink.TaskStreams;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.LowLatency;
import io.millrace.kafka.MessageSource;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The job under soak: texts in pieces come in, and out go their entities in frames and their masked texts in pieces, at
 * least once.
 *
 * @param kafka properties of all clients, with the servers
 * @param limits how long requests are waited for
 * @param settings what Flink is told beside
 */
record SoakJob(Properties kafka, RequestLimits limits, Map<String, String> settings) {

  static final String INPUT = "soak.texts";
  static final String ENTITIES = "soak.entities";
  static final String MASKED = "soak.masked";
  static final String DEAD_LETTERS = "soak.dead-letters";

  /** The operators that work on requests: each writes a dead letter for one that fails. */
  static final List<String> OPERATORS = List.of("entities", "masking");

  static final int PARALLELISM = 2;

  /** All topics. */
  static List<String> topics() {
    return List.of(INPUT, ENTITIES, MASKED, DEAD_LETTERS);
  }

  /** Submits it to the cluster at this port, to go on from a checkpoint if there is one, and returns its id. */
  String submit(int restPort, Optional<Path> checkpoint) throws Exception {
    Configuration all = LowLatency.flink(Configuration.fromMap(settings));
    all.set(DeploymentOptions.TARGET, "remote");
    all.set(DeploymentOptions.ATTACHED, false);
    all.set(RestOptions.ADDRESS, "localhost");
    all.set(RestOptions.PORT, restPort);
    all.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    all.set(PipelineOptions.GENERIC_TYPES, false);
    checkpoint.ifPresent(
        path -> all.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    StreamExecutionEnvironment flink = new StreamExecutionEnvironment(all);
    define(flink);
    return flink.executeAsync("soak").getJobID().toString();
  }

  private void define(StreamExecutionEnvironment flink) {
    String servers = kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    MessageSource<String> texts = KafkaSources.envelopes(
        flink, "texts", KafkaInput.of(servers, "soak", INPUT).with(kafka), String.class);
    TaskStream<TokenClassificationStreamResult> entities =
        over(texts).streamStream(OPERATORS.get(0), SoakModules::entities);
    TaskStream<String> masked = over(texts).streamStream(OPERATORS.get(1), SoakModules::masking);
    write(entities.output(), ENTITIES, TokenClassificationStreamResult.class);
    write(masked.output(), MASKED, String.class);
    texts
        .deadLetters()
        .union(entities.deadLetters(), masked.deadLetters())
        .sinkTo(KafkaSinks.deadLetters(output(DEAD_LETTERS)))
        .name(DEAD_LETTERS)
        .uid(DEAD_LETTERS);
  }

  private TaskStreams<String> over(MessageSource<String> texts) {
    return TaskStreams.of(texts.messages()).withLimits(limits);
  }

  private <T> void write(DataStream<Message<T>> messages, String topic, Class<T> payload) {
    messages
        .sinkTo(KafkaSinks.envelopes(output(topic).lowLatency(), payload))
        .name(topic)
        .uid(topic);
  }

  private KafkaOutput output(String topic) {
    String servers = kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return KafkaOutput.of(servers, topic).with(kafka);
  }
}
