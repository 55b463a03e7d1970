package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesITCase {

  private static final StrictCluster CLUSTER = new StrictCluster();
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  @RegisterExtension
  static final MiniClusterExtension FLINK = CLUSTER.extension();

  private static TestKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsWrittenIsReadAndTheRestAreDeadLetters(boolean objectReuse) throws Exception {
    String topic = "envelopes-" + objectReuse;
    kafka.createTopic(topic, 1);
    List<Message<String>> written = List.of(
        Message.of("r", 0, "a")
            .withParameters(Parameters.of("threshold", 0.5))
            .withHeaders(Map.of("traceparent", "00-1")),
        Message.of("r", 1, "Grüße 😀"),
        Message.end("r", 2, Status.Code.CANCELLED.because("enough")));
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, objectReuse);
    StreamExecutionEnvironment writing = StrictCluster.environment(1, settings);
    writing
        .fromData(MessageTypes.of(String.class), written.get(0), written.get(1), written.get(2))
        .sinkTo(KafkaSinks.envelopes(KafkaOutput.of(kafka.servers(), topic), String.class))
        .uid("out");
    writing.execute();
    byte[] otherSchema = MessageEncoder.of(Long.class).encode(Message.of("r", 3, 3L));
    String longId = "r".repeat(4_097);
    byte[] longRequest = MessageEncoder.of(String.class).encode(Message.of(longId, 0, "b"));
    byte[] otherKey = MessageEncoder.of(String.class).encode(Message.of("r", 3, "b"));
    kafka.write(List.of(
        record(topic, "r", null),
        record(topic, "r", new byte[] {1}),
        record(topic, "r", otherSchema),
        record(topic, "q", otherKey),
        record(topic, longId, longRequest)));

    StreamExecutionEnvironment reading = StrictCluster.environment(1, settings);
    MessageSource<String> source =
        KafkaSources.envelopes(reading, "in", input(topic).bounded(), String.class);
    var dead = source.deadLetters().collectAsync();
    var messages = source.messages().collectAsync();
    var job = reading.execute();

    List<Message<String>> read = new ArrayList<>();
    messages.forEachRemaining(read::add);
    assertThat(read)
        .containsExactly(
            written.get(0).withOrigin(new Origin(topic, 0, 0)),
            written.get(1).withOrigin(new Origin(topic, 0, 1)),
            written.get(2).withOrigin(new Origin(topic, 0, 2)));
    List<String> reasons = new ArrayList<>();
    dead.forEachRemaining(letter -> reasons.add(letter.message()));
    assertThat(reasons)
        .containsExactly(
            "an envelope must have at least 10 bytes but has 1",
            "an envelope must be written with a schema that is known but its fingerprint is b15e75404ee79a2e; known are"
                + " 7fa28f7bf8b021fd (io.millrace.envelope.StringMessage)",
            "the key must be the request's id, \"r\", but was \"q\"",
            "the key must be the request's id, of at most 4096 bytes, which longestRequestId allows, but has 4097");
    assertThat(CLUSTER.count(job.getJobID(), DecodingFunction.SKIPPED)).isEqualTo(1);
  }

  @Test
  void anIdMayBeAsLongAsTheInputSays() throws Exception {
    kafka.createTopic("long", 1);
    String id = "r".repeat(10_000);
    Message<String> message = Message.of(id, 0, "a");
    kafka.write(List.of(record("long", id, MessageEncoder.of(String.class).encode(message))));

    StreamExecutionEnvironment reading = StrictCluster.environment(1, new Configuration());
    KafkaInput input = input("long").bounded().withLongestRequestId(10_000);

    assertThat(KafkaSources.envelopes(reading, "in", input, String.class)
            .messages()
            .executeAndCollect(2))
        .containsExactly(message.withOrigin(new Origin("long", 0, 0)));
  }

  /** Of the two halves of a completion the job sees the first before it fails, and the second after. */
  @Test
  void aFailureInMidStreamChangesNothingThatReadersOfCommittedRecordsSee() throws Exception {
    kafka.createTopic("failing", 1);
    kafka.createTopic("failing-out", 1);
    FAILED.set(false);
    StreamExecutionEnvironment environment = StrictCluster.surviving(1);
    KafkaSources.chunks(environment, "chunks", input("failing"))
        .messages()
        .map(message -> Message.of(message.requestId(), 0, text(message)))
        .returns(MessageTypes.of(String.class))
        .sinkTo(KafkaSinks.envelopes(
            KafkaOutput.of(kafka.servers(), "failing-out").exactlyOnce("failing"), String.class))
        .uid("out");
    JobClient job = environment.executeAsync();
    try {
      kafka.write(List.of(
          chunk("{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\"}}]}")));
      kafka.await("failing-out", 2);
      kafka.write(List.of(
          chunk("{\"delta\":{\"content\":\"fail\"}"),
          chunk("{\"delta\":{},\"finish_reason\":\"tool_calls\"")));
      List<String> out = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : kafka.await("failing-out", 5)) {
        Message<String> message = MessageDecoder.of(String.class).decode(record.value(), null);
        out.add(message.requestId() + ":" + message.payload());
      }
      assertThat(out).containsExactly("c:", "c/tool-0:{", "c:fail", "c:end", "c/tool-0:end");
      assertThat(FAILED).isTrue();
    } finally {
      job.cancel().get();
    }
  }

  private static String text(Message<GeneratedTextStreamResult> message) {
    String text = Objects.requireNonNull(message.payload()).getGeneratedText();
    if (text.equals("fail") && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("fails once");
    }
    return message.last() ? "end" : text;
  }

  private static ProducerRecord<byte[], byte[]> chunk(String choice) {
    String value = "{\"id\":\"c\",\"choices\":[" + choice + ",\"index\":0}]}";
    return record("failing", "c", value.getBytes(UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }

  private static KafkaInput input(String topic) {
    return KafkaInput.of(kafka.servers(), "group-" + topic, topic)
        .from(OffsetsInitializer.earliest());
  }
}
