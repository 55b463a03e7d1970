package io.millrace.examples.entities;

import io.millrace.broker.TestKafka;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Player;
import io.millrace.examples.produce.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A Kafka for tests of the job, with topics of each test's own. */
public final class JobKafka implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final int PARALLELISM = 2;

  private final TestKafka kafka;

  public JobKafka() throws Exception {
    kafka = TestKafka.start();
  }

  public Properties properties() {
    return kafka.properties();
  }

  /** The topics of a test, made. */
  public EntitiesTopics topics(String test) throws Exception {
    EntitiesTopics topics = new EntitiesTopics(
        test + "-chunks",
        test + "-entities",
        test + "-masked",
        test + "-generations",
        test + "-dead-letters");
    KafkaTopics.create(properties(), List.of(topics.chunks()), PARTITIONS);
    KafkaTopics.create(properties(), topics.outputs(), PARTITIONS);
    return topics;
  }

  /** The same input, and other outputs, made. */
  public EntitiesTopics otherOutputs(EntitiesTopics topics, String prefix) throws Exception {
    EntitiesTopics others = topics.withOutputs(prefix);
    KafkaTopics.create(properties(), others.outputs(), PARTITIONS);
    return others;
  }

  /** Plays transcripts, several at a time. */
  public void play(EntitiesTopics topics, List<Transcript> transcripts, Pace pace)
      throws Exception {
    try (Player player = Player.into(topics.chunks(), properties())) {
      player.play(new Interleaving(transcripts, 8, pace), due -> {});
    }
  }

  public void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    kafka.write(records);
  }

  /** Runs the job over what is there now, to its end. */
  public void runBounded(EntitiesTopics topics, RuntimeExecutionMode mode) throws Exception {
    runBounded(topics, mode, PARALLELISM);
  }

  public void runBounded(EntitiesTopics topics, RuntimeExecutionMode mode, int parallelism)
      throws Exception {
    StreamExecutionEnvironment flink = environment(mode).setParallelism(parallelism);
    EntitiesJob job = job(topics);
    job.define(flink, job.input().from(OffsetsInitializer.earliest()).bounded());
    flink.execute("bounded " + mode);
  }

  /** Starts the job, to run until it is cancelled. */
  public JobClient startLive(EntitiesTopics topics) throws Exception {
    return startLive(topics, PARALLELISM);
  }

  public JobClient startLive(EntitiesTopics topics, int parallelism) throws Exception {
    StreamExecutionEnvironment flink =
        environment(RuntimeExecutionMode.STREAMING).setParallelism(parallelism);
    EntitiesJob job = job(topics);
    job.define(flink, job.input().from(OffsetsInitializer.earliest()));
    return flink.executeAsync("live");
  }

  public EntitiesJob job(EntitiesTopics topics) {
    return EntitiesJob.of(properties(), topics, "test-" + topics.entities());
  }

  public StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
    return FlinkSettings.environment(
        mode,
        PARALLELISM,
        Duration.ofMillis(200),
        Map.of(
            "restart-strategy.type", "fixed-delay", "restart-strategy.fixed-delay.delay", "10 ms"));
  }

  @Override
  public void close() {
    kafka.close();
  }
}
