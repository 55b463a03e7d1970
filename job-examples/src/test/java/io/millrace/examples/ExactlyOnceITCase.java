package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The one option for transactions, from the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ExactlyOnceITCase {

  @TempDir
  private Path folder;

  private JobKafka kafka;
  private List<Transcript> transcripts;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = new JobKafka();
    transcripts = Completions.transcripts();
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  private Outcome entities(EntitiesTopics topics, Properties kafkaProperties, String... more)
      throws Exception {
    Path properties = folder.resolve("kafka.properties");
    kafkaProperties.store(Files.newBufferedWriter(properties), null);
    List<String> arguments = new ArrayList<>(List.of(
        "entities",
        "--bounded",
        "--from=earliest",
        "--kafka-properties=" + properties,
        "--chunks=" + topics.chunks(),
        "--entities=" + topics.entities(),
        "--masked=" + topics.masked(),
        "--generations=" + topics.generations(),
        "--dead-letters=" + topics.deadLetters()));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void transactionsCommitTheBytesThatAreWrittenWithoutThem() throws Exception {
    EntitiesTopics without = kafka.topics("without");
    EntitiesTopics with = kafka.otherOutputs(without, "with-");
    kafka.play(without, transcripts, Pace.UNLIMITED);

    Outcome atLeastOnce = entities(without, kafka.properties());
    Outcome exactlyOnce = entities(with, kafka.properties(), "--exactly-once=test");

    assertThat(exactlyOnce.out())
        .matches("46 requests ended, [1-9]\\d+ entities, 0 dead letters\n");
    assertThat(exactlyOnce).isEqualTo(atLeastOnce);
    JobOutputs.read(kafka.properties(), with)
        .assertSameAs(JobOutputs.read(kafka.properties(), without));
    assertThat(JobOutputs.records(kafka.properties(), with.masked()))
        .hasSameSizeAs(JobOutputs.records(kafka.properties(), without.masked()));
  }

  @Test
  void aTimeoutThatTheBrokersRefuseIsAWrongOption() throws Exception {
    Properties properties = kafka.properties();
    properties.setProperty("transaction.timeout.ms", "3600000");

    Outcome outcome = entities(kafka.topics("refused"), properties, "--exactly-once=test");

    assertThat(outcome.err())
        .matches("millrace entities: transaction\\.timeout\\.ms must be at most 900000, which is"
            + " transaction\\.max\\.timeout\\.ms of broker \\d+, but was 3600000"
            + " \\(see millrace entities --help\\)\n");
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void saysWhichBrokersDidNotTellTheirLimits() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      Properties properties = new Properties();
      properties.setProperty("bootstrap.servers", "localhost:" + silent.getLocalPort());
      properties.setProperty("default.api.timeout.ms", "500");
      properties.setProperty("request.timeout.ms", "200");

      Outcome outcome = entities(EntitiesTopics.DEFAULT, properties, "--exactly-once=test");

      assertThat(outcome.err())
          .startsWith("millrace entities failed: the brokers on localhost:" + silent.getLocalPort()
              + " must tell their limits before topic 'llm.entities' is written exactly once, but"
              + " did not: ")
          .hasLineCount(1);
      assertThat(outcome.status()).isEqualTo(1);
    }
  }
}
