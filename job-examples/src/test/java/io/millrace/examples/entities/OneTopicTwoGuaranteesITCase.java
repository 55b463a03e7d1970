package io.millrace.examples.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.follow.Follower;
import io.millrace.examples.follow.Guarantee;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that writes in transactions and fails in mid-stream, read along by two. */
class OneTopicTwoGuaranteesITCase {

  private static final Logger LOG = LoggerFactory.getLogger(OneTopicTwoGuaranteesITCase.class);
  private static final Duration CHECKPOINT_EVERY =
      Duration.ofMillis(Integer.getInteger("millrace.checkpoint.ms", 500));

  /** A message and when it was seen. */
  private record Sighting(Message<String> message, long nanos) {}

  @Test
  void oneReadsAtOnceAndTheOtherWhatIsCommittedAndInTheEndBothHaveTheSame() throws Exception {
    try (JobKafka kafka = new JobKafka()) {
      EntitiesTopics topics = kafka.topics("guarantees");
      List<Transcript> transcripts = Completions.transcripts();
      FailingOnce.rearm();
      JobClient running = startFailing(kafka, topics);
      int requests = SentTexts.of(transcripts).size();
      var interactive = follow(kafka, topics, Guarantee.INTERACTIVE, requests);
      var audit = follow(kafka, topics, Guarantee.AUDIT, requests);
      int half = transcripts.size() / 2;
      kafka.play(topics, transcripts.subList(0, half), Pace.together(800));
      FailingOnce.awaitCheckpoint();
      kafka.play(topics, transcripts.subList(half, transcripts.size()), Pace.together(300));
      Map<String, Sighting> early = interactive.get(90, TimeUnit.SECONDS);
      Map<String, Sighting> late = audit.get(90, TimeUnit.SECONDS);
      running.cancel().get();

      assertThat(FailingOnce.hasFailed()).isTrue();
      assertThat(contents(early)).isEqualTo(contents(late));
      assertAbortedWritesWereSeen(early, late);
      long[] leads = late.entrySet().stream()
          .mapToLong(
              each -> each.getValue().nanos() - sighting(early, each.getKey()).nanos())
          .sorted()
          .toArray();
      LOG.info(
          "Checkpoints every {}: the interactive reader is ahead by {} ms at the median, {} ms at p99",
          CHECKPOINT_EVERY,
          TimeUnit.NANOSECONDS.toMillis(leads[leads.length / 2]),
          TimeUnit.NANOSECONDS.toMillis(leads[leads.length * 99 / 100]));
      // A transaction is open for a checkpoint's interval: half of it is what its messages wait in
      // the middle.
      assertThat(leads[leads.length / 2]).isGreaterThan(CHECKPOINT_EVERY.toNanos() / 5);
    }
  }

  /** Where the first sight of a message is another record than the committed one, that record was aborted. */
  private static void assertAbortedWritesWereSeen(
      Map<String, Sighting> early, Map<String, Sighting> late) {
    assertThat(early.entrySet())
        .as("messages first seen in a transaction that was aborted")
        .anySatisfy(each -> assertThat(origin(each.getValue()))
            .isNotEqualTo(origin(sighting(late, each.getKey()))));
  }

  private static Sighting sighting(Map<String, Sighting> seen, String place) {
    return Objects.requireNonNull(seen.get(place), place);
  }

  private static Origin origin(Sighting sighting) {
    return Objects.requireNonNull(sighting.message().origin());
  }

  /** By its place what each message says, but where it was read. */
  private static Map<String, Message<String>> contents(Map<String, Sighting> seen) {
    Map<String, Message<String>> contents = new TreeMap<>();
    seen.forEach((place, sighting) -> contents.put(place, sighting.message().withOrigin(null)));
    return contents;
  }

  private static CompletableFuture<Map<String, Sighting>> follow(
      JobKafka kafka, EntitiesTopics topics, Guarantee guarantee, int requests) {
    return CompletableFuture.supplyAsync(() -> {
      Map<String, Sighting> seen = new LinkedHashMap<>();
      int ended = 0;
      try (Follower follower =
          new Follower(kafka.properties(), guarantee.name(), topics.masked(), guarantee)) {
        while (ended < requests) {
          for (Message<String> message : follower.read(Duration.ofMillis(20))) {
            Sighting before = seen.put(
                message.requestId() + "/" + message.attempt() + "/" + message.sequence(),
                new Sighting(message, System.nanoTime()));
            assertThat(before).as("handed over twice").isNull();
            ended += message.last() ? 1 : 0;
          }
        }
      }
      return seen;
    });
  }

  private static JobClient startFailing(JobKafka kafka, EntitiesTopics topics) throws Exception {
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING,
        2,
        CHECKPOINT_EVERY,
        Map.of(
            "restart-strategy.type", "fixed-delay", "restart-strategy.fixed-delay.delay", "10 ms"));
    EntitiesJob job = new EntitiesJob(
        kafka.properties(),
        topics,
        "guarantees",
        RequestLimits.DEFAULT,
        "two-guarantees",
        EnvelopeFormat.singleObject());
    MessageSource<GeneratedTextStreamResult> chunks =
        KafkaSources.chunks(flink, "chunks", job.input().from(OffsetsInitializer.earliest()));
    var failing = chunks
        .messages()
        .map(new FailingOnce<>())
        .returns(MessageTypes.of(GeneratedTextStreamResult.class));
    job.write(EntitiesPipeline.over(failing, RequestLimits.DEFAULT), chunks.deadLetters());
    return flink.executeAsync("two guarantees");
  }
}
