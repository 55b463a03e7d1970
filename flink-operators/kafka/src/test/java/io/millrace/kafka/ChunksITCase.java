package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksITCase {

  private static final StrictCluster CLUSTER = new StrictCluster();

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
  @CsvSource({"STREAMING, true, 4", "STREAMING, false, 1", "BATCH, true, 2", "BATCH, false, 3"})
  void nothingIsLostBesideWhatIsNoChunk(
      RuntimeExecutionMode mode, boolean objectReuse, int parallelism) throws Exception {
    String name = "bounded-" + mode + objectReuse;
    RecordedCompletions written = new RecordedCompletions(name, 60, 42);
    createTopics(name);
    kafka.write(written.records());

    Configuration settings = new Configuration();
    settings.set(ExecutionOptions.RUNTIME_MODE, mode);
    settings.set(PipelineOptions.OBJECT_REUSE, objectReuse);
    StreamExecutionEnvironment environment = StrictCluster.environment(parallelism, settings);
    pipeline(environment, input(name).bounded(), output(name));
    JobExecutionResult done = environment.execute();

    assertThat(texts(kafka.read(name + "-out"))).isEqualTo(written.texts());
    assertThat(kafka.read(name + "-dead")).hasSize(written.poison());
    assertThat(CLUSTER.count(done.getJobID(), DecodingFunction.DEAD)).isEqualTo(written.poison());
    assertThat(CLUSTER.count(done.getJobID(), DecodingFunction.SKIPPED))
        .isEqualTo(written.skipped());
    assertThat(CLUSTER.count(done.getJobID(), DecodingFunction.TAKEN))
        .isEqualTo(written.records().size() - written.poison() - written.skipped());
  }

  @Test
  void aDeadLetterIsTheRecordWithTheReasons() throws Exception {
    createTopics("dead");
    ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(
        "dead", 1, 1_234L, "key".getBytes(UTF_8), "{\"choices\":7}".getBytes(UTF_8));
    poison.headers().add("traceparent", "00-1".getBytes(UTF_8));
    kafka.write(List.of(new ProducerRecord<>("dead", 1, null, "[DONE]".getBytes(UTF_8)), poison));

    StreamExecutionEnvironment environment = StrictCluster.environment(1, new Configuration());
    pipeline(environment, input("dead").bounded(), output("dead"));
    environment.execute();

    ConsumerRecord<byte[], byte[]> letter = kafka.read("dead-dead").get(0);
    assertThat(letter.key()).isEqualTo(poison.key());
    assertThat(letter.value()).isEqualTo(poison.value());
    assertThat(letter.timestamp()).isEqualTo(1_234);
    List<String> headers = new ArrayList<>();
    for (Header header : letter.headers()) {
      headers.add(header.key() + "=" + new String(header.value(), UTF_8));
    }
    assertThat(headers)
        .containsExactly(
            "traceparent=00-1",
            "__streams.errors.exception=io.millrace.kafka.record.UndecodableException",
            "__streams.errors.message=choices must be an array but was 7",
            "__streams.errors.stacktrace=",
            "__millrace.errors.operator=chunks",
            "__streams.errors.topic=dead",
            "__streams.errors.partition=1",
            "__streams.errors.offset=1");
  }

  @Test
  void aRecordLargerThanTheProducerTakesIsADeadLetterToo() throws Exception {
    kafka.createTopic("large", 1, Map.of("max.message.bytes", "16777216"));
    kafka.createTopic("large-out", 1);
    kafka.createTopic("large-dead", 1);
    kafka.write(List.of(
        new ProducerRecord<>("large", "k".getBytes(UTF_8), new byte[10 << 20]),
        new ProducerRecord<>("large", "k".getBytes(UTF_8), "[DONE]".getBytes(UTF_8))));

    StreamExecutionEnvironment environment = StrictCluster.environment(1, new Configuration());
    pipeline(environment, input("large").bounded(), output("large"));
    environment.execute();

    ConsumerRecord<byte[], byte[]> letter = kafka.read("large-dead").get(0);
    assertThat(letter.value()).hasSizeBetween(1_000_000, 1 << 20);
    assertThat(letter.headers().lastHeader(DeadLetterHeaders.VALUE_LENGTH).value())
        .isEqualTo("10485760".getBytes(UTF_8));
  }

  @Test
  void theEndOfBoundedInputIsTheEndOfTime() throws Exception {
    createTopics("ends");
    RecordedCompletions written = new RecordedCompletions("ends", 5, 1);
    kafka.write(written.records());

    StreamExecutionEnvironment environment = StrictCluster.environment(4, new Configuration());
    var requests = KafkaSources.chunks(environment, "chunks", input("ends").bounded())
        .messages()
        .keyBy(Message::requestId, Types.STRING)
        .process(new AtTheEnd(), Types.STRING)
        .executeAndCollect(1_000);

    assertThat(requests).containsExactlyInAnyOrderElementsOf(written.texts().keySet());
  }

  @Test
  void whatIsWrittenWhileTheJobRunsIsReadWhileItRuns() throws Exception {
    createTopics("live");
    RecordedCompletions written = new RecordedCompletions("live", 10, 7);
    List<ProducerRecord<byte[], byte[]>> records = written.records();

    StreamExecutionEnvironment environment = StrictCluster.environment(2, new Configuration());
    pipeline(environment, input("live"), output("live"));
    JobClient job = environment.executeAsync();
    try {
      kafka.write(records.subList(0, 20));
      kafka.await("live-out", 10);
      kafka.write(records.subList(20, records.size()));
      assertThat(texts(kafka.await("live-out", written.messages()))).isEqualTo(written.texts());
      kafka.await("live-dead", written.poison());
    } finally {
      job.cancel().get();
    }
  }

  private static void createTopics(String name) throws Exception {
    kafka.createTopic(name, 3);
    kafka.createTopic(name + "-out", 2);
    kafka.createTopic(name + "-dead", 1);
  }

  private static KafkaInput input(String topic) {
    return KafkaInput.of(kafka.servers(), "group-" + topic, topic)
        .from(OffsetsInitializer.earliest());
  }

  private static KafkaOutput output(String topic) {
    return KafkaOutput.of(kafka.servers(), topic);
  }

  private static void pipeline(
      StreamExecutionEnvironment environment, KafkaInput input, KafkaOutput output) {
    MessageSource<GeneratedTextStreamResult> source =
        KafkaSources.chunks(environment, "chunks", input);
    KafkaOutput messages = KafkaOutput.of(output.servers(), output.topic() + "-out");
    KafkaOutput dead = KafkaOutput.of(output.servers(), output.topic() + "-dead");
    source
        .messages()
        .sinkTo(KafkaSinks.envelopes(messages, GeneratedTextStreamResult.class))
        .uid("out");
    source.deadLetters().sinkTo(KafkaSinks.deadLetters(dead)).uid("dead");
  }

  /** The texts of all requests, each of which must have ended once, with its last message. */
  private static Map<String, String> texts(List<ConsumerRecord<byte[], byte[]>> envelopes)
      throws Exception {
    var decoder = MessageDecoder.of(GeneratedTextStreamResult.class);
    Map<String, String> texts = new TreeMap<>();
    List<String> ended = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> envelope : envelopes) {
      Message<GeneratedTextStreamResult> message = decoder.decode(
          envelope.value(), new Origin(envelope.topic(), envelope.partition(), envelope.offset()));
      assertThat(ended).doesNotContain(message.requestId());
      if (message.last()) {
        ended.add(message.requestId());
      }
      String piece = Objects.requireNonNull(message.payload()).getGeneratedText();
      texts.merge(message.requestId(), piece, String::concat);
    }
    assertThat(ended).containsExactlyInAnyOrderElementsOf(texts.keySet());
    return texts;
  }

  private static final class AtTheEnd
      extends KeyedProcessFunction<String, Message<GeneratedTextStreamResult>, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        Message<GeneratedTextStreamResult> message, Context context, Collector<String> out) {
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
      out.collect(context.getCurrentKey());
    }
  }
}
