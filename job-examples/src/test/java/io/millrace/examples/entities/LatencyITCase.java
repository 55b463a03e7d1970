package io.millrace.examples.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.examples.topics.TopicReader;
import io.millrace.kafka.envelope.MessageDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long masked text takes, from the record that let it out to a reader of its topic, at a few hundred chunks a second: with
 * the preset, which the job has by itself, and with what Flink and Kafka do by default. {@code -Dlog4j2.level=INFO} shows it.
 */
class LatencyITCase {

  private static final Logger LOG = LoggerFactory.getLogger(LatencyITCase.class);
  private static final double CHUNKS_PER_SECOND = 300;
  private static final Map<String, String> FLINKS_OWN = Map.of(
      "execution.buffer-timeout.interval", "100 ms", "pipeline.auto-watermark-interval", "200 ms");

  @Test
  void thePresetIsAheadOfWhatFlinkAndKafkaDoByDefault() throws Exception {
    try (JobKafka kafka = new JobKafka()) {
      Properties kafkasOwn = kafka.properties();
      kafkasOwn.setProperty("linger.ms", "5");

      long byDefault = median(kafka, "default", kafkasOwn, FLINKS_OWN);
      long withPreset = median(kafka, "preset", kafka.properties(), Map.of());

      assertThat(withPreset).isLessThan(byDefault);
    }
  }

  private static long median(
      JobKafka kafka, String name, Properties clients, Map<String, String> settings)
      throws Exception {
    EntitiesTopics topics = kafka.topics(name);
    List<Transcript> transcripts = Completions.transcripts();
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, 2, Duration.ofSeconds(10), settings);
    EntitiesJob job = EntitiesJob.of(clients, topics, name);
    job.define(flink, job.input());
    JobClient running = flink.executeAsync(name);
    CompletableFuture<Void> playing = CompletableFuture.runAsync(() -> play(kafka, topics));
    List<Long> all = read(kafka, topics, SentTexts.of(transcripts).size());
    playing.get();
    running.cancel().get();
    // What came first met a job that was still starting.
    long[] warm = all.subList(all.size() / 2, all.size()).stream()
        .mapToLong(Long::longValue)
        .sorted()
        .toArray();
    LOG.info(
        "{}: {} ms at the median, {} ms at p99, of {} messages",
        name,
        warm[warm.length / 2],
        warm[warm.length * 99 / 100],
        warm.length);
    return warm[warm.length / 2];
  }

  private static void play(JobKafka kafka, EntitiesTopics topics) {
    try {
      kafka.play(topics, Completions.transcripts(), Pace.together(CHUNKS_PER_SECOND));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Of each masked message how many milliseconds ago its record was written, when it is read. */
  private static List<Long> read(JobKafka kafka, EntitiesTopics topics, int requests) {
    List<Long> ages = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    Instant deadline = Instant.now().plusSeconds(90);
    try (TopicReader reader = new TopicReader(kafka.properties(), List.of(topics.masked()))) {
      while (ended.size() < requests && Instant.now().isBefore(deadline)) {
        reader.read(Duration.ofMillis(100), record -> {
          ages.add(System.currentTimeMillis() - record.timestamp());
          Message<?> message = TopicMessages.decode(decoder, record);
          if (message.last()) {
            ended.add(message.requestId());
          }
        });
      }
    }
    assertThat(ended).as("requests that ended within 90 s").hasSize(requests);
    return ages;
  }
}
