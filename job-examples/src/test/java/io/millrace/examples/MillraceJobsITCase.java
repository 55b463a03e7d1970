package io.millrace.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillraceJobsITCase {

  @TempDir
  private Path folder;

  @Test
  void producesAndThenFindsEntitiesInBothModes() throws Exception {
    List<Transcript> transcripts = Completions.transcripts();
    for (Transcript transcript : transcripts) {
      Files.write(folder.resolve(transcript.id() + ".jsonl"), transcript.chunks());
    }
    long records = transcripts.stream().mapToLong(each -> each.chunks().size()).sum();
    try (TestKafka kafka = TestKafka.start()) {
      Path properties = folder.resolveSibling("kafka.properties");
      kafka.properties().store(Files.newBufferedWriter(properties), null);

      Outcome produced = Outcome.of(
          "produce", "--input", folder.toString(), "--kafka-properties", properties.toString());
      Outcome streamed =
          Outcome.of("entities", "--bounded", "--kafka-properties", properties.toString());
      Outcome sorted = Outcome.of(
          "entities",
          "--bounded",
          "--mode=batch",
          "--from=earliest",
          "--kafka-properties",
          properties.toString());
      Outcome readable = Outcome.of(
          "entities",
          "--bounded",
          "--from=earliest",
          "--format=json",
          "--masked=json.masked",
          "--kafka-properties",
          properties.toString());

      assertThat(produced)
          .isEqualTo(new Outcome(
              0,
              "llm.chunks: %,d records, %,d completions ended\n"
                  .formatted(records, transcripts.size()),
              ""));
      assertThat(streamed.out()).matches("46 requests ended, [1-9]\\d+ entities, 0 dead letters\n");
      assertThat(streamed.err()).isEmpty();
      assertThat(streamed.status()).isZero();
      assertThat(sorted).isEqualTo(streamed);
      assertThat(readable).isEqualTo(streamed);
      assertThat(kafka.read("json.masked"))
          .isNotEmpty()
          .allSatisfy(record -> assertThat(new String(record.value(), UTF_8))
              .startsWith("{\"request_id\":\"" + new String(record.key(), UTF_8) + "\",")
              .contains("\"status\":{\"code\":\"OK\","));
    }
  }

  @Test
  void saysWhichTopicIsMissing() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      String servers = kafka.servers();

      Outcome outcome = Outcome.of("entities", "--bounded", "-b", servers);

      assertThat(outcome.err())
          .isEqualTo("millrace entities failed: topic 'llm.chunks' is not on " + servers
              + ", which has none\n");
      assertThat(outcome.status()).isEqualTo(1);
    }
  }

  @Test
  void saysWhereNoBrokerAnswered() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String servers = "localhost:" + silent.getLocalPort();

      Outcome outcome = Outcome.of("entities", "-b", servers);

      assertThat(outcome.err())
          .startsWith("millrace entities failed: Kafka on " + servers + " refused: ")
          .hasLineCount(1);
      assertThat(outcome.status()).isEqualTo(1);
    }
  }
}
