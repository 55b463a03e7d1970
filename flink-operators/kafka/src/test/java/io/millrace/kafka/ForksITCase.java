package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.broker.TestKafka;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionCallSchema;
import io.millrace.flink.ActionEnd;
import io.millrace.flink.ActionFork;
import io.millrace.flink.ActionLimits;
import io.millrace.flink.ActionRelay;
import io.millrace.flink.ActionSetup;
import io.millrace.flink.ActionStream;
import io.millrace.flink.ActionStreams;
import io.millrace.kafka.record.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Forks of applications in whole jobs, whose loop is a topic. */
@Timeout(300)
class ForksITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK = new StrictCluster().extension();

  private static final Field<List<String>> HISTORY = Field.listOf("history", String.class);
  private static final Field<String> WORD = Field.ofString("word");
  private static final int APPLICATIONS = 10;

  private static final AtomicBoolean FAILED = new AtomicBoolean();

  private static TestKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static Graph graph() {
    Action<Void, String> say = Action.of(String.class)
        .inputs(Input.required(WORD))
        .writes(HISTORY)
        .run((state, inputs) ->
            new Final<>(inputs.get(WORD), state.append(HISTORY, inputs.get(WORD))));
    return Graph.builder()
        .action("say", say)
        .transition("say", "say")
        .entry("say")
        .build();
  }

  private static ActionSetup setup() {
    return ActionSetup.of(graph()).withInitial(State.of(HISTORY, List.of()));
  }

  private static ActionCall say(String application, String word) {
    return ActionCall.of(application, word, Request.until(Halt.after("say")).with(WORD, word))
        .wanting(HISTORY);
  }

  /** The calls of a test come by a topic of their own, as bytes, so that they end no input. */
  private static DataStream<ActionCall> calls(
      StreamExecutionEnvironment environment, String topic) {
    ActionCallSchema schema = ActionCallSchema.of(graph());
    return environment
        .fromSource(
            KafkaSources.records(KafkaInput.of(kafka.servers(), topic, topic)),
            WatermarkStrategy.noWatermarks(),
            "calls")
        .uid("calls")
        .map(new Decoding(schema))
        .returns(schema.getProducedType())
        .uid("decode-calls");
  }

  private record Decoding(ActionCallSchema schema) implements MapFunction<KafkaRecord, ActionCall> {
    @Override
    public ActionCall map(KafkaRecord record) throws Exception {
      return schema.deserialize(Objects.requireNonNull(record.value()));
    }
  }

  private static void send(String topic, ActionCall... calls) throws Exception {
    ActionCallSchema schema = ActionCallSchema.of(graph());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ActionCall call : calls) {
      records.add(new ProducerRecord<>(
          topic,
          ActionCallSchema.key(call).getBytes(StandardCharsets.UTF_8),
          schema.serialize(call)));
    }
    kafka.write(records);
  }

  /** Runs until so many requests have ended, well or not; then sends these, and runs until they have too. */
  private static Map<String, ActionEnd> run(
      StreamExecutionEnvironment environment,
      String topic,
      KafkaOutput loop,
      int ends,
      ActionCall... then)
      throws Exception {
    Graph graph = graph();
    ForkSource forks = KafkaForks.source(
        environment,
        "forks",
        KafkaInput.of(kafka.servers(), topic + "-group", loop.topic()),
        graph);
    ActionStream said = ActionStreams.of(calls(environment, topic).union(forks.calls()))
        .withLimits(ActionLimits.DEFAULT.withHistory(5, Duration.ofMinutes(2)))
        .run("say", ForksITCase::setup);
    said.forks()
        .map(new FailingOnce())
        .returns(ActionCall.type(graph))
        .sinkTo(KafkaForks.sink(loop, graph))
        .uid("fork-topic");
    said.items().sinkTo(new DiscardingSink<>()).uid("items");
    CloseableIterator<ActionEnd> all = said.results().union(said.failures()).collectAsync();
    JobClient job = environment.executeAsync();
    Map<String, ActionEnd> read = new HashMap<>();
    read(all, ends, read);
    send(topic, then);
    read(all, ends + then.length, read);
    job.cancel().get();
    return read;
  }

  private static void read(
      CloseableIterator<ActionEnd> all, int ends, Map<String, ActionEnd> read) {
    while (read.size() < ends) {
      ActionEnd end = all.next();
      read.put(end.application() + "/" + end.requestId(), end);
    }
  }

  /** Fails the job at the first answer of a test that is to fail. */
  private static final class FailingOnce implements MapFunction<ActionCall, ActionCall> {
    private static final long serialVersionUID = 1L;

    @Override
    public ActionCall map(ActionCall call) {
      ActionRelay relay = call.relay();
      if (relay != null && relay.status() != null && FAILED.compareAndSet(false, true)) {
        throw new IllegalStateException("planned");
      }
      return call;
    }
  }

  @Test
  void applicationsOfSeveralTasksAreForkedAlsoWhenTheJobFailsMeanwhile() throws Exception {
    FAILED.set(false);
    kafka.createTopic("say", 2);
    kafka.createTopic("say-forks", 3);
    for (int i = 0; i < APPLICATIONS; i++) {
      send("say", say("a" + i, "one"), say("a" + i, "two"), say("a" + i, "three"));
    }
    ActionCall[] forks = new ActionCall[APPLICATIONS];
    for (int i = 0; i < APPLICATIONS; i++) {
      ActionFork from =
          i % 2 == 0 ? ActionFork.of("a" + i) : ActionFork.of("a" + i).at(0);
      forks[i] = say("f" + i, "more").forking(from);
    }

    Map<String, ActionEnd> ends = run(
        StrictCluster.surviving(2),
        "say",
        KafkaOutput.of(kafka.servers(), "say-forks"),
        3 * APPLICATIONS,
        forks);

    assertThat(FAILED).isTrue();
    for (int i = 0; i < APPLICATIONS; i++) {
      ActionEnd fork = Objects.requireNonNull(ends.get("f" + i + "/more"));
      assertThat(fork.status()).isEqualTo(Status.OK);
      assertThat(fork.get(HISTORY))
          .contains(i % 2 == 0 ? List.of("one", "two", "three", "more") : List.of("one", "more"));
    }
  }

  @Test
  void aStateThatIsLargerThanARecordMayBeFailsTheForkAndNotTheJob() throws Exception {
    FAILED.set(true);
    kafka.createTopic("large", 1);
    kafka.createTopic("large-forks", 1);
    KafkaOutput loop = KafkaOutput.of(kafka.servers(), "large-forks").with(largest("65536"));
    send("large", say("a", "x".repeat(70_000)), say("b", "small"));
    Map<String, ActionEnd> ends = run(
        StrictCluster.environment(1, new Configuration()),
        "large",
        loop,
        2,
        ActionCall.fork("fa", "fork", ActionFork.of("a")),
        ActionCall.fork("fb", "fork", ActionFork.of("b")).wanting(HISTORY));

    ActionEnd refused = Objects.requireNonNull(ends.get("fa/fork"));
    assertThat(refused.status().code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(refused.status().message())
        .startsWith("a state for topic 'large-forks' must be at most 65536 bytes but has 7");
    assertThat(Objects.requireNonNull(ends.get("fb/fork")).get(HISTORY)).contains(List.of("small"));
    List<ConsumerRecord<byte[], byte[]>> records = kafka.read("large-forks");
    assertThat(records).hasSize(4);
    assertThat(new String(records.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("a");
  }

  @Test
  void whatIsNotAboutAForkIsADeadLetter() throws Exception {
    kafka.createTopic("strange-forks", 1);
    send("strange-forks", say("a", "hello"));
    kafka.write(List.of(
        new ProducerRecord<>("strange-forks", "hello".getBytes(StandardCharsets.UTF_8)),
        new ProducerRecord<>("strange-forks", (byte[]) null)));
    StreamExecutionEnvironment environment = StrictCluster.environment(1, new Configuration());
    ForkSource forks = KafkaForks.source(
        environment,
        "forks",
        KafkaInput.of(kafka.servers(), "strange", "strange-forks").bounded(),
        graph());
    forks.calls().sinkTo(new DiscardingSink<>());

    assertThat(forks.deadLetters().executeAndCollect(2))
        .extracting(letter -> letter.message().replaceAll(": .*", ""))
        .containsExactly(
            "the value must be about a fork but is a request to application 'a'",
            "the value must be what an operator of applications has written but is not");
  }

  private static Properties largest(String bytes) {
    Properties settings = new Properties();
    settings.setProperty("max.request.size", bytes);
    return settings;
  }

  @Test
  void aProducerThatTakesTooLittleIsRefused() {
    KafkaOutput narrow = KafkaOutput.of(kafka.servers(), "narrow").with(largest("65535"));

    assertThatThrownBy(() -> KafkaForks.sink(narrow, graph()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the producer of forks must take records of at least 65536 bytes");
  }
}
