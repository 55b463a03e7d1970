package io.millrace.examples.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.ThreeBrokers;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.entities.EntitiesJob;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.SentTexts;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Player;
import io.millrace.examples.produce.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class BrokerFaultsITCase {

  private static final int PARTITIONS = 3;
  private static final int UNDER_WAY = 500;
  private static final String BAD = "no chunk, " + "but long".repeat(1_000);

  private ThreeBrokers kafka;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = new ThreeBrokers();
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  @Test
  void aBrokerThatRestartsUnderLoadLosesNothing() throws Exception {
    EntitiesTopics topics = topics("restarts");
    JobClient job = start(topics, new Configuration());
    Load load = Load.into(topics.chunks(), kafka.properties());
    kafka.awaitRecords(topics.masked(), UNDER_WAY);
    int broker = kafka.leader(new TopicPartition(topics.chunks(), 0));
    kafka.restart(broker, () -> kafka.awaitRecords(topics.masked(), 3 * UNDER_WAY));
    kafka.awaitRecords(topics.masked(), 6 * UNDER_WAY);

    assertEverythingIsAnswered(topics, load.stop());
    job.cancel().get();
  }

  @Test
  void partitionsWhoseLeaderChangesUnderLoadLoseNothing() throws Exception {
    EntitiesTopics topics = topics("leaders");
    JobClient job = start(topics, new Configuration());
    Load load = Load.into(topics.chunks(), kafka.properties());
    kafka.awaitRecords(topics.masked(), UNDER_WAY);
    for (String topic : List.of(topics.chunks(), topics.masked())) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        TopicPartition moved = new TopicPartition(topic, partition);
        int before = kafka.leader(moved);
        kafka.moveLeader(moved);
        assertThat(kafka.leader(moved)).isNotEqualTo(before);
      }
    }
    kafka.awaitRecords(topics.masked(), 4 * UNDER_WAY);

    assertEverythingIsAnswered(topics, load.stop());
    job.cancel().get();
  }

  private void assertEverythingIsAnswered(EntitiesTopics topics, List<Transcript> played)
      throws Exception {
    Map<String, String> texts = SentTexts.of(played);
    assertThat(JobOutputs.records(kafka.properties(), topics.chunks()))
        .as("what was played is on the topic once")
        .hasSize(played.stream().mapToInt(each -> each.chunks().size()).sum());

    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, texts.keySet());

    assertThat(outputs.texts()).isEqualTo(texts);
    assertThat(outputs.maskedTexts()).isEqualTo(SentTexts.masked(texts));
    assertThat(outputs.spans().keySet()).isEqualTo(texts.keySet());
    assertThat(JobOutputs.records(kafka.properties(), topics.deadLetters())).isEmpty();
  }

  @Test
  void aDeadLetterThatIsRefusedFailsTheJobUntilItIsTaken() throws Exception {
    EntitiesTopics topics = topics("refused");
    InMemoryReporter metrics = InMemoryReporter.create();
    JobClient job = start(topics, metrics.addToConfiguration(new Configuration()));
    kafka.limitRecords(topics.deadLetters(), 1_000);
    play(topics, Load.round(0));
    play(topics, List.of(new Transcript("bad", List.of(BAD))));

    awaitRestarts(metrics, job, 2);
    assertThat(JobOutputs.records(kafka.properties(), topics.deadLetters())).isEmpty();
    kafka.limitRecords(topics.deadLetters(), 1_000_000);
    kafka.awaitRecords(topics.deadLetters(), 1);
    play(topics, Load.round(1));
    Map<String, String> texts = SentTexts.of(
        Stream.of(Load.round(0), Load.round(1)).flatMap(List::stream).toList());

    JobOutputs outputs = JobOutputs.await(kafka.properties(), topics, texts.keySet());

    assertThat(outputs.texts()).isEqualTo(texts);
    assertThat(JobOutputs.records(kafka.properties(), topics.deadLetters()))
        .extracting(letter -> new String(letter.value(), UTF_8))
        .containsOnly(BAD);
    job.cancel().get();
  }

  private EntitiesTopics topics(String test) throws Exception {
    EntitiesTopics topics = new EntitiesTopics(
        test + "-chunks",
        test + "-entities",
        test + "-masked",
        test + "-generations",
        test + "-dead-letters");
    KafkaTopics.create(kafka.properties(), List.of(topics.chunks()), PARTITIONS);
    KafkaTopics.create(kafka.properties(), topics.outputs(), PARTITIONS);
    return topics;
  }

  private void play(EntitiesTopics topics, List<Transcript> transcripts) throws Exception {
    try (Player player = Player.into(topics.chunks(), kafka.properties())) {
      player.play(new Interleaving(transcripts, 1, Pace.UNLIMITED), due -> {});
    }
  }

  private JobClient start(EntitiesTopics topics, Configuration settings) throws Exception {
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, 2, Duration.ofMillis(500), settings.toMap());
    EntitiesJob job = EntitiesJob.of(kafka.properties(), topics, "test-" + topics.entities());
    job.define(flink, job.input().from(OffsetsInitializer.earliest()));
    return flink.executeAsync("faults");
  }

  private static void awaitRestarts(InMemoryReporter metrics, JobClient job, long atLeast) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (restarts(metrics, job) < atLeast) {
      assertThat(Instant.now()).as("the time to restart %d times", atLeast).isBefore(deadline);
    }
  }

  private static long restarts(InMemoryReporter metrics, JobClient job) {
    return metrics.findMetrics(job.getJobID(), ".*numRestarts").values().stream()
        .mapToLong(metric -> ((Number) ((Gauge<?>) metric).getValue()).longValue())
        .sum();
  }
}
