package io.millrace.examples.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.SecuredKafka;
import io.millrace.examples.Outcome;
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
import io.millrace.examples.quickstart.Completions;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.envelope.EnvelopeFormat;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides, and with a name and a password; and where the passwords do not show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class SecuredKafkaITCase {

  private static final String STORES = "stores-very-secret-1";
  private static final String PASSWORD = "user-very-secret-2";
  private static final String WRONG = "user-quite-wrong-3";
  private static final String USER = "millrace";

  private static final Pattern REST = Pattern.compile("Rest endpoint listening at (\\S+)");

  @TempDir
  private static Path folder;

  private CapturedLog log;
  private SecuredKafka kafka;
  private List<Transcript> transcripts;

  @BeforeAll
  void start() throws Exception {
    log = CapturedLog.start(Level.DEBUG);
    kafka = SecuredKafka.start(folder, STORES, USER, PASSWORD);
    transcripts = Completions.transcripts();
  }

  @AfterAll
  void stop() {
    kafka.close();
    log.close();
  }

  private static EntitiesTopics topics(String name, String prefix) {
    return new EntitiesTopics(name + "-chunks", "entities", "masked", "generations", "dead-letters")
        .withOutputs(prefix);
  }

  private static EntitiesTopics written(
      String name, Properties client, List<Transcript> transcripts) throws Exception {
    EntitiesTopics topics = topics(name, name + "-");
    KafkaTopics.create(client, List.of(topics.chunks()), 2);
    KafkaTopics.create(client, topics.outputs(), 2);
    try (Player player = Player.into(topics.chunks(), client)) {
      player.play(new Interleaving(transcripts, 8, Pace.UNLIMITED), due -> {});
    }
    return topics;
  }

  private Outcome entities(EntitiesTopics topics, Properties client, String... more)
      throws IOException {
    Path file = folder.resolve("kafka.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      client.store(writer, null);
    }
    List<String> arguments = new ArrayList<>(List.of(
        "entities",
        "--bounded",
        "--from=earliest",
        "--kafka-properties=" + file,
        "--chunks=" + topics.chunks(),
        "--entities=" + topics.entities(),
        "--masked=" + topics.masked(),
        "--generations=" + topics.generations(),
        "--dead-letters=" + topics.deadLetters()));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void aJobReadsAndWritesOverTlsWhatItDoesInTheClear() throws Exception {
    EntitiesTopics clear = written("clear", kafka.inTheClear(), transcripts);
    Outcome inTheClear = entities(clear, kafka.inTheClear());
    JobOutputs expected = JobOutputs.read(kafka.inTheClear(), clear);
    Map<String, Properties> ways =
        Map.of("certificate", kafka.byCertificate(), "password", kafka.byPassword(USER, PASSWORD));
    for (Map.Entry<String, Properties> way : ways.entrySet()) {
      EntitiesTopics secured = written(way.getKey(), way.getValue(), transcripts);
      Outcome outcome = entities(secured, way.getValue(), "--exactly-once=" + way.getKey());
      assertThat(outcome).as(way.getKey()).isEqualTo(inTheClear);
      JobOutputs.read(way.getValue(), secured).assertSameAs(expected);
    }
    assertThat(inTheClear.out()).matches("46 requests ended, [1-9]\\d+ entities, 0 dead letters\n");
    assertNoSecretIn(log.lines());
  }

  @Test
  void aWrongPasswordIsRefusedWithoutSayingIt() throws Exception {
    EntitiesTopics topics = topics("refused", "refused-");
    Outcome outcome = entities(topics, kafka.byPassword(USER, WRONG));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("millrace entities failed: ").contains("uthentication");
    assertNoSecretIn(List.of(outcome.out(), outcome.err()));
    assertNoSecretIn(log.lines());
  }

  @Test
  void noPasswordIsInThePagesOfARunningJobNorInItsState() throws Exception {
    Properties client = kafka.byPassword(USER, PASSWORD);
    EntitiesTopics topics = written("live", client, transcripts);
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, Duration.ofMillis(200), Map.of("parallelism.default", "1"));
    int before = log.lines().size();
    EntitiesJob job = new EntitiesJob(
        client, topics, "live", RequestLimits.DEFAULT, "live", EnvelopeFormat.singleObject());
    job.define(flink, job.input().from(OffsetsInitializer.earliest()));
    JobClient running = flink.executeAsync("live");
    JobOutputs outputs =
        JobOutputs.await(client, topics, SentTexts.of(transcripts).keySet());
    assertThat(outputs).isNotNull();

    assertNoSecretIn(pages(running.getJobID().toHexString(), before));
    String savepoints = folder.resolve("savepoints").toUri().toString();
    String begun =
        running.triggerSavepoint(savepoints, SavepointFormatType.NATIVE).get();
    String stopped = running
        .stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
        .get();
    assertNoSecretIn(files(Path.of(URI.create(begun))));
    assertNoSecretIn(files(Path.of(URI.create(stopped))));
    assertNoSecretIn(log.lines());
    assertNoSecretIn(
        List.of(job.toString(), job.input().toString(), flink.getConfiguration().toString()));
  }

  /** What a browser is shown of the job. */
  private List<String> pages(String job, int logFrom) throws Exception {
    String rest = log.lines().stream()
        .skip(logFrom)
        .map(REST::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
    HttpClient http = HttpClient.newHttpClient();
    List<String> pages = new ArrayList<>();
    for (String page : List.of(
        "/config",
        "/jobmanager/config",
        "/jobmanager/environment",
        "/jobs/overview",
        "/jobs/" + job,
        "/jobs/" + job + "/config",
        "/jobs/" + job + "/plan",
        "/jobs/" + job + "/checkpoints",
        "/jobs/" + job + "/checkpoints/config",
        "/jobs/" + job + "/exceptions",
        "/jobs/" + job + "/accumulators")) {
      URI uri = URI.create("http://" + rest + page);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      pages.add(answer.body());
    }
    return pages;
  }

  private static List<String> files(Path where) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(where)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(contents).isNotEmpty();
    return contents;
  }

  private static void assertNoSecretIn(List<String> texts) {
    assertThat(texts)
        .isNotEmpty()
        .noneMatch(
            text -> text.contains(STORES) || text.contains(PASSWORD) || text.contains(WRONG));
  }
}
