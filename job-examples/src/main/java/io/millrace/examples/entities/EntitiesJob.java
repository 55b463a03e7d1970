package io.millrace.examples.entities;

import io.millrace.core.Message;
import io.millrace.examples.cli.Counted;
import io.millrace.examples.cli.JobOptions;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The pipeline between topics.
 *
 * @param kafka properties of all clients, with the servers
 * @param topics what to read and write
 * @param group the consumer group
 * @param limits how long requests are waited for
 * @param transactions the prefix of the transactions' names; empty for at least once
 * @param format how results are written
 */
public record EntitiesJob(
    Properties kafka,
    EntitiesTopics topics,
    String group,
    RequestLimits limits,
    String transactions,
    EnvelopeFormat format) {

  private static final String REQUESTS = "requests";
  private static final String ENTITIES = "entities";
  private static final String DEAD_LETTERS = "dead letters";

  private static final Map<String, Counted.Weight<Message<TokenClassificationStreamResult>>>
      ENTITY_COUNTS =
          Map.of(REQUESTS, message -> message.last() ? 1 : 0, ENTITIES, EntitiesJob::entitiesIn);

  /** At least once, with the usual limits. */
  public static EntitiesJob of(Properties kafka, EntitiesTopics topics, String group) {
    return new EntitiesJob(
        kafka, topics, group, RequestLimits.DEFAULT, "", EnvelopeFormat.singleObject());
  }

  /** The input: from where the group stands, or where it has not stood, from the earliest. */
  public KafkaInput input() {
    return KafkaInput.of(servers(), group, topics.chunks()).with(kafka);
  }

  /** Builds the job in an environment. */
  public void define(StreamExecutionEnvironment flink, KafkaInput input) {
    MessageSource<GeneratedTextStreamResult> chunks = KafkaSources.chunks(flink, "chunks", input);
    EntitiesPipeline pipeline = EntitiesPipeline.over(chunks.messages(), limits);
    write(pipeline, chunks.deadLetters());
  }

  /** Connects a pipeline to the topics it writes. */
  public void write(EntitiesPipeline pipeline, DataStream<DeadLetter> undecodable) {
    envelopes(
        Counted.in(pipeline.entities(), "count-entities", ENTITY_COUNTS),
        "entities-out",
        topics.entities(),
        TokenClassificationStreamResult.class);
    envelopes(pipeline.masked(), "masked-out", topics.masked(), String.class);
    envelopes(
        pipeline.generations(), "generations-out", topics.generations(), GeneratedTextResult.class);
    Counted.in(
            undecodable.union(pipeline.deadLetters()),
            "count-dead-letters",
            Map.of(DEAD_LETTERS, letter -> 1L))
        .sinkTo(KafkaSinks.deadLetters(output(topics.deadLetters())))
        .name("dead-letters-out")
        .uid("dead-letters-out");
  }

  private <T> void envelopes(
      DataStream<Message<T>> messages, String uid, String topic, Class<T> payload) {
    messages
        .sinkTo(KafkaSinks.envelopes(output(topic), format, payload))
        .name(uid)
        .uid(uid);
  }

  /** Without the clients' properties, for they hold passwords. */
  @Override
  public String toString() {
    return "EntitiesJob[topics=" + topics + ", group=" + group + ", transactions=" + transactions
        + "]";
  }

  private KafkaOutput output(String topic) {
    return JobOptions.output(kafka, topic, transactions);
  }

  private String servers() {
    return kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  private static long entitiesIn(Message<TokenClassificationStreamResult> message) {
    TokenClassificationStreamResult frame = message.payload();
    return frame == null ? 0 : frame.getResults().size();
  }

  /** What the job has counted, in words. */
  public static String words(Map<String, Long> counts) {
    return "%,d requests ended, %,d entities, %,d dead letters"
        .formatted(
            counts.getOrDefault(REQUESTS, 0L),
            counts.getOrDefault(ENTITIES, 0L),
            counts.getOrDefault(DEAD_LETTERS, 0L));
  }
}
