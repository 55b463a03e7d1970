package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.flink.TaskStreams;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.reader.EnvelopeReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that fails writes some elements again; whoever reads them by our means has each once. */
class EachOnceITCase {

  private static final Duration SHORT = Duration.ofMillis(100);

  @RegisterExtension
  static final MiniClusterExtension FLINK = new StrictCluster().extension();

  private static TestKafka kafka;
  private static RewrittenTopic atLeastOnce;
  private static RewrittenTopic inTransactions;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    atLeastOnce = RewrittenTopic.write(kafka, "at-least-once", output -> output);
    inTransactions =
        RewrittenTopic.write(kafka, "transactions", output -> output.exactlyOnce("each-once"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void whatIsWrittenAgainHasTheSameNameAndTheSameBytes() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = kafka.read(atLeastOnce.name());
    List<Message<String>> messages = RewrittenTopic.messages(records);
    Map<String, ByteBuffer> bytes = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      Message<String> message = messages.get(i);
      ByteBuffer value = ByteBuffer.wrap(records.get(i).value());
      ByteBuffer before = bytes.putIfAbsent(
          message.requestId() + "/" + message.attempt() + "/" + message.sequence(), value);
      assertThat(before == null ? value : before).isEqualTo(value);
    }
    assertThat(records.size() - bytes.size()).as("written again").isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAMING", "BATCH"})
  void theOperatorHandsOnEachOnce(RuntimeExecutionMode mode) throws Exception {
    Configuration settings = new Configuration();
    settings.set(ExecutionOptions.RUNTIME_MODE, mode);
    StreamExecutionEnvironment environment = StrictCluster.environment(4, settings);
    KafkaInput input = KafkaInput.of(kafka.servers(), "once-" + mode, atLeastOnce.name())
        .from(OffsetsInitializer.earliest())
        .bounded();
    var once = TaskStreams.of(
            KafkaSources.envelopes(environment, "written", input, String.class).messages())
        .deduplicate("once")
        .output();

    List<Message<String>> read = new ArrayList<>();
    CloseableIterator<Message<String>> collected = once.executeAndCollect();
    collected.forEachRemaining(read::add);
    collected.close();

    atLeastOnce.assertEachOnce(read);
  }

  @Test
  void aReaderThatIsStartedAgainAndAgainHandsOverEachOnce() throws Exception {
    List<Message<String>> read = new ArrayList<>();
    int readers = 0;
    while (!hasAllEnds(atLeastOnce, read)) {
      int before = read.size();
      try (EnvelopeReader<String> reader = reader("restarted", "read_committed")) {
        reader.subscribe(List.of(atLeastOnce.name()));
        readUntil(() -> read.size() > before, reader, read);
        reader.commit();
      }
      readers++;
    }
    assertThat(readers).as("readers, one after the other").isGreaterThan(2);
    atLeastOnce.assertEachOnce(read);
  }

  @Test
  void readersThatPassPartitionsToEachOtherHandOverEachOnce() throws Exception {
    List<Message<String>> read = new ArrayList<>();
    try (EnvelopeReader<String> first = reader("shared", "read_committed");
        EnvelopeReader<String> second = reader("shared", "read_committed")) {
      first.subscribe(List.of(atLeastOnce.name()));
      readUntil(() -> !read.isEmpty(), first, read);
      second.subscribe(List.of(atLeastOnce.name()));
      List<Message<String>> bySecond = new ArrayList<>();
      Instant deadline = Instant.now().plusSeconds(60);
      while (second.positions().isEmpty() && Instant.now().isBefore(deadline)) {
        bySecond.addAll(second.poll(SHORT));
        read.addAll(first.poll(SHORT));
      }
      assertThat(second.positions()).isNotEmpty();
      Set<TopicPartition> both = new HashSet<>(first.positions().keySet());
      assertThat(both).doesNotContainAnyElementsOf(second.positions().keySet());
      while (!hasAllEnds(atLeastOnce, together(read, bySecond))
          && Instant.now().isBefore(deadline)) {
        bySecond.addAll(second.poll(SHORT));
        read.addAll(first.poll(SHORT));
      }
      atLeastOnce.assertEachOnce(together(read, bySecond));
    }
  }

  @Test
  void aReaderThatBeginsAnywhereHandsOverWhatWasNotThereBefore() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = kafka.read(atLeastOnce.name()).stream()
        .filter(record -> record.partition() == 0)
        .toList();
    List<Message<String>> messages = RewrittenTopic.messages(records);
    TopicPartition partition = new TopicPartition(atLeastOnce.name(), 0);
    for (int begin = 0; begin < records.size(); begin += records.size() / 5) {
      Set<String> before = new HashSet<>();
      messages.subList(0, begin).forEach(message -> before.add(placeOf(message)));
      List<String> wanted = messages.subList(begin, messages.size()).stream()
          .map(EachOnceITCase::placeOf)
          .filter(before::add)
          .toList();
      List<Message<String>> read = new ArrayList<>();
      try (EnvelopeReader<String> reader = reader("anywhere", "read_committed")) {
        reader.assign(Map.of(partition, records.get(begin).offset()));
        readUntil(() -> read.size() >= wanted.size(), reader, read);
      }
      assertThat(read).extracting(EachOnceITCase::placeOf).isEqualTo(wanted);
    }
  }

  /** Aborted transactions leave elements in the topic that a later one writes again. */
  @Test
  void aReaderOfUncommittedRecordsHandsOverEachOnceToo() throws Exception {
    List<Message<String>> uncommitted = new ArrayList<>();
    try (EnvelopeReader<String> reader = reader("uncommitted", "read_uncommitted")) {
      reader.subscribe(List.of(inTransactions.name()));
      readUntil(() -> hasAllEnds(inTransactions, uncommitted), reader, uncommitted);
    }
    inTransactions.assertEachOnce(uncommitted);
    List<Message<String>> committed = RewrittenTopic.messages(kafka.read(inTransactions.name()));
    inTransactions.assertEachOnce(committed);
    Set<Message<String>> aborted = new HashSet<>(uncommitted);
    committed.forEach(aborted::remove);
    assertThat(aborted)
        .as("elements first seen in a transaction that was aborted")
        .isNotEmpty();
  }

  private static EnvelopeReader<String> reader(String group, String isolation) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", kafka.servers());
    config.put("group.id", group);
    config.put("auto.offset.reset", "earliest");
    config.put("isolation.level", isolation);
    config.put("max.poll.records", "100");
    return new EnvelopeReader<>(
        config,
        MessageDecoder.of(String.class),
        (record, why) -> {
          throw new AssertionError(why);
        },
        EnvelopeReader.LOOK_BACK);
  }

  private static void readUntil(
      BooleanSupplier done, EnvelopeReader<String> reader, List<Message<String>> read) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!done.getAsBoolean() && Instant.now().isBefore(deadline)) {
      read.addAll(reader.poll(SHORT));
    }
    assertThat(done.getAsBoolean()).as("read within a minute").isTrue();
  }

  private static boolean hasAllEnds(RewrittenTopic topic, List<Message<String>> read) {
    return read.stream().filter(Message::last).count() >= topic.masked().size();
  }

  private static List<Message<String>> together(
      List<Message<String>> first, List<Message<String>> second) {
    List<Message<String>> all = new ArrayList<>(first);
    all.addAll(second);
    all.sort(
        Comparator.comparing(Message::origin, Comparator.comparing(origin -> origin.offset())));
    return all;
  }

  private static String placeOf(Message<?> message) {
    return message.requestId() + "/" + message.attempt() + "/" + message.sequence();
  }
}
