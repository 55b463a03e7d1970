package io.millrace.examples.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Outcome;
import io.millrace.examples.modules.ModuleAt;
import io.millrace.kafka.DeadLetterHeaders;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.tasks.StandardTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class RunITCase {

  private static final String MASKING = "../docs/modules/support-masking";

  @TempDir
  private Path temporary;

  private Surroundings with;

  @BeforeAll
  void start() throws Exception {
    with = new Surroundings();
  }

  @AfterAll
  void stop() {
    with.close();
  }

  @Test
  void theReadmesCommandMasksChunksWhileTheyAreWritten() throws Exception {
    with.kafka().createTopic("llm.chunks", 1);
    CompletableFuture<Outcome> running = new CompletableFuture<>();
    Thread job = new Thread(() -> running.complete(with.run(readme())));
    with.kafka().write(List.of(chunk("a", "Your order A-123", "")));
    with.kafka().createTopic("support.masked", 1);
    job.start();
    int before = with.kafka().await("support.masked", 1).size();
    with.kafka().write(List.of(chunk("a", "456 left.", "stop")));
    with.kafka().await("support.masked", before + 2);
    job.interrupt();

    assertThat(running.get().status()).isEqualTo(1);
    assertThat(String.join("", with.payloads("support.masked", String.class).get("a")))
        .isEqualTo("Your order [ORDER] left.");
  }

  /** The README's command; there it is given in the repository's folder. */
  private static String[] readme() {
    try (Stream<String> lines = Files.lines(Path.of("../README.md"))) {
      String command =
          lines.filter(line -> line.contains(".jar run ")).findFirst().orElseThrow();
      return command
          .replaceFirst(".*\\.jar run ", "")
          .replaceFirst(" *#.*", "")
          .replace("--module docs", "--module ../docs")
          .split(" +");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> chunk(String id, String text, String finish) {
    String reason = finish.isEmpty() ? "null" : "\"" + finish + "\"";
    return Surroundings.record("llm.chunks", id, """
        {"id":"%s","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":%s}]}""".formatted(id, text, reason));
  }

  @ParameterizedTest
  @CsvSource({
    "unary_unary, streaming",
    "unary_stream, batch",
    "stream_unary, batch",
    "stream_stream, streaming"
  })
  void aRecordOfTextIsAWholeRequestForEachFlavour(String flavor, String mode) throws Exception {
    String topic = "texts-" + flavor;
    with.kafka().createTopic(topic, 1);
    with.kafka()
        .write(List.of(
            Surroundings.record(topic, "k", "Write to a@example.com"),
            Surroundings.record(topic, null, "Nobody."),
            new ProducerRecord<>(topic, "bad".getBytes(UTF_8), new byte[] {(byte) 0xff})));

    Outcome outcome = with.run(
        "--module=" + MASKING,
        "--flavor=" + flavor,
        "--input=" + topic,
        "--input-format=text",
        "--output=out-" + topic,
        "--dead-letters=dead-" + topic,
        "--bounded",
        "--mode=" + mode);

    assertThat(outcome.out()).startsWith("2 requests ended, ").endsWith(", 1 dead letters\n");
    Map<String, String> texts = new TreeMap<>();
    with.payloads("out-" + topic, String.class)
        .forEach((id, pieces) -> texts.put(id, String.join("", pieces)));
    assertThat(texts).isEqualTo(Map.of("k", "Write to [EMAIL_ADDRESS]", topic + "-0-1", "Nobody."));
    assertThat(with.kafka().read("dead-" + topic))
        .extracting(letter -> new String(letter.key(), UTF_8))
        .containsExactly("bad");
  }

  @Test
  void aStreamForAFlavourThatTakesWholeInputsSaysWhatItNeeds() throws Exception {
    with.kafka().createTopic("pieces", 1);
    with.kafka()
        .write(SampleRequests.envelopes(
            "pieces", String.class, Map.of("r", List.of("Write to a@", "example.com"))));

    Outcome outcome = with.run(
        "--module=" + MASKING,
        "--flavor=unary_unary",
        "--input=pieces",
        "--output=out-pieces",
        "--dead-letters=dead-pieces",
        "--bounded");

    assertThat(outcome.out()).endsWith(" 1 dead letters\n");
    assertThat(with.kafka().read("dead-pieces"))
        .singleElement()
        .satisfies(letter -> assertThat(new String(
                letter.headers().lastHeader(DeadLetterHeaders.MESSAGE).value(), UTF_8))
            .isEqualTo(
                "a flavour with unary input takes a request whose payload is in its first message,"
                    + " but message 1 has a payload too"));
  }

  @Test
  void writesInTransactionsAndInTheFormatAskedFor() throws Exception {
    with.kafka().createTopic("plain", 1);
    with.kafka().write(List.of(Surroundings.record("plain", "k", "Write to a@example.com")));

    Outcome written = with.run(
        "--module=" + MASKING,
        "--flavor=unary_stream",
        "--input=plain",
        "--input-format=text",
        "--output=out-plain",
        "--format=plain",
        "--exactly-once=tx",
        "--bounded");
    Outcome again = with.run(
        "--module=" + MASKING,
        "--flavor=stream_unary",
        "--input=out-plain",
        "--input-format=plain",
        "--output=out-again",
        "--format=json",
        "--bounded");

    assertThat(written.status()).isZero();
    assertThat(again)
        .isEqualTo(new Outcome(0, "1 requests ended, 1 elements, 0 dead letters\n", ""));
    assertThat(new String(with.kafka().read("out-again").get(0).value(), UTF_8))
        .contains("\"payload\":\"Write to [EMAIL_ADDRESS]\"");
  }

  @Test
  void manyRequestsAreAnsweredAtATime() throws Exception {
    Map<String, List<String>> prompts = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      prompts.put("p" + i, List.of("Tell me story " + i));
    }
    with.kafka().createTopic("many", 2);
    with.kafka().write(SampleRequests.envelopes("many", String.class, prompts));
    Path folder = with.asking(Path.of("../docs/modules/openai"), temporary);

    Outcome outcome = with.run(
        "--module=" + folder,
        "--task=text-generation",
        "--flavor=unary_unary",
        "--in-flight=100",
        "--input=many",
        "--output=many-answers",
        "--bounded");

    assertThat(outcome)
        .isEqualTo(new Outcome(0, "200 requests ended, 200 elements, 0 dead letters\n", ""));
    try (var runner = StandardTasks.TEXT_GENERATION.load(folder)) {
      prompts.replaceAll(
          (id, prompt) -> List.of(runner.unaryUnary(prompt.get(0)).getGeneratedText()));
    }
    Map<String, List<String>> texts = new TreeMap<>();
    with.payloads("many-answers", GeneratedTextResult.class)
        .forEach((id, answers) -> texts.put(
            id, answers.stream().map(GeneratedTextResult::getGeneratedText).toList()));
    assertThat(texts).isEqualTo(prompts);
  }

  @Test
  void twoTextsWithOneKeyAreTwoCallsOrOneRequest() throws Exception {
    with.kafka().createTopic("twice", 1);
    with.kafka()
        .write(List.of(
            Surroundings.record("twice", "k", "One."), Surroundings.record("twice", "k", "Two.")));

    assertThat(twice("unary_unary").out())
        .isEqualTo("2 requests ended, 2 elements, 0 dead letters\n");
    assertThat(twice("stream_unary").out())
        .isEqualTo("1 requests ended, 1 elements, 0 dead letters\n");
    assertThat(with.payloads("twice-stream_unary", String.class))
        .isEqualTo(Map.of("k", List.of("One.")));
  }

  private Outcome twice(String flavor) {
    return with.run(
        "--module=" + MASKING,
        "--flavor=" + flavor,
        "--input=twice",
        "--input-format=text",
        "--output=twice-" + flavor,
        "--bounded");
  }

  @Test
  void aControlStreamSaysWhichVersionRequestsTake() throws Exception {
    with.kafka().createTopic("asked", 1);
    with.kafka().createTopic("control", 1);
    with.kafka()
        .write(
            List.of(Surroundings.record("asked", "k", "Write to a@example.com, order A-123456")));
    String other = new ModuleAt("../flink-operators/text/src/test/resources/modules/masking").uri();
    with.kafka()
        .write(List.of(Surroundings.record(
            "control", null, "{\"operator\":\"text-masking\",\"module\":\"" + other + "\"}")));

    Outcome outcome = with.run(
        "--module=" + MASKING,
        "--flavor=unary_unary",
        "--input=asked",
        "--input-format=text",
        "--output=answered",
        "--control=control",
        "--mode=batch",
        "--bounded");

    assertThat(outcome)
        .isEqualTo(new Outcome(0, "1 requests ended, 1 elements, 0 dead letters\n", ""));
    assertThat(with.payloads("answered", String.class))
        .isEqualTo(Map.of("k", List.of("Write to " + "█".repeat(13) + ", order A-123456")));
  }
}
