package io.millrace.examples.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.examples.Outcome;
import io.millrace.examples.modules.ModuleAt;
import io.millrace.examples.modules.SampleFolders;
import io.millrace.examples.modules.ServedTasks;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.kafka.DeadLetterHeaders;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.tasks.StandardTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class RunITCase {

  private static final String MASKING = "../docs/modules/support-masking";

  /** For modules that ask one: equal questions get equal answers. */
  private final ModelServer server = ModelServer.start(ServerSettings.of(Answers.chosenFrom(
      List.of(Answer.text("All is well."), Answer.text("Write to a@example.com, please.")))));

  private final AtomicInteger topics = new AtomicInteger();
  private TestKafka kafka;

  @TempDir
  private Path temporary;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  void stop() {
    kafka.close();
    server.close();
  }

  /** Every flavour that can be had of every task of every sample of every factory's. */
  static Stream<Arguments> all() {
    return SampleFolders.byFactory().values().stream()
        .flatMap(List::stream)
        .flatMap(folder -> new ModuleAt(folder.toString())
            .describe().tasks().stream()
                .flatMap(task -> task.flavors().stream()
                    .filter(flavor -> flavor.plan().isPresent())
                    .map(ServedFlavor::flavor)
                    .map(flavor -> Arguments.of(folder, task.name(), flavor))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTopicHasWhatPlainJavaAnswers(Path sample, String task, Flavor flavor) throws Exception {
    Path folder = asking(sample);
    try (TaskModule module = TaskModule.load(folder)) {
      Task<?, ?, ?, ?> found = ServedTasks.of(module).named(task);
      assertBothModesAnswer(folder, found.runner(module), flavor);
    }
  }

  /** The sample; of a module that asks a model server, a copy that asks the one of this test. */
  private Path asking(Path sample) throws IOException {
    String yaml = Files.readString(sample.resolve("module.yml"));
    String ours = yaml.replaceAll("base_url: .*", "base_url: " + server.baseUrl());
    if (ours.equals(yaml)) {
      return sample;
    }
    Files.writeString(temporary.resolve("module.yml"), ours);
    return temporary;
  }

  private <I, IE, O, OE> void assertBothModesAnswer(
      Path folder, ModuleRunner<I, IE, O, OE> runner, Flavor flavor) throws Exception {
    Task<I, IE, O, OE> task = runner.task();
    Map<String, ? extends List<?>> requests = flavor.streamsInput()
        ? written("in", task.inputElementType(), flavor)
        : written("in", task.inputType(), flavor);
    Map<String, List<?>> answers = new TreeMap<>();
    requests.forEach(
        (id, elements) -> answers.put(id, SampleRequests.answer(runner, flavor, elements)));
    Class<?> payload = flavor.streamsOutput() ? task.outputElementType() : task.outputType();
    for (String mode : List.of("streaming", "batch")) {
      Outcome outcome = run(
          "--module=" + folder,
          "--task=" + task.name(),
          "--flavor=" + flavor,
          "--input=in-" + topics,
          "--output=out-" + mode + topics,
          "--bounded",
          "--mode=" + mode);

      assertThat(outcome)
          .isEqualTo(new Outcome(
              0,
              "%,d requests ended, %,d elements, 0 dead letters\n"
                  .formatted(
                      answers.size(),
                      answers.values().stream().mapToInt(List::size).sum()),
              ""));
      assertThat(payloads("out-" + mode + topics, payload)).isEqualTo(answers);
    }
  }

  /** Writes the sample requests to a topic of a new number. */
  private <T> Map<String, List<T>> written(String topic, Class<T> type, Flavor flavor)
      throws Exception {
    Map<String, List<T>> requests = SampleRequests.of(type, flavor);
    String name = topic + "-" + topics.incrementAndGet();
    kafka.createTopic(name, 2);
    kafka.write(SampleRequests.envelopes(name, type, requests));
    return requests;
  }

  @Test
  void theReadmesCommandMasksChunksWhileTheyAreWritten() throws Exception {
    kafka.createTopic("llm.chunks", 1);
    CompletableFuture<Outcome> running = new CompletableFuture<>();
    Thread job = new Thread(() -> running.complete(run(readme())));
    kafka.write(List.of(chunk("a", "Your order A-123", "")));
    kafka.createTopic("support.masked", 1);
    job.start();
    int before = kafka.await("support.masked", 1).size();
    kafka.write(List.of(chunk("a", "456 left.", "stop")));
    kafka.await("support.masked", before + 2);
    job.interrupt();

    assertThat(running.get().status()).isEqualTo(1);
    assertThat(String.join("", payloads("support.masked", String.class).get("a")))
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
    return record("llm.chunks", id, """
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
    kafka.createTopic(topic, 1);
    kafka.write(List.of(
        record(topic, "k", "Write to a@example.com"),
        record(topic, null, "Nobody."),
        new ProducerRecord<>(topic, "bad".getBytes(UTF_8), new byte[] {(byte) 0xff})));

    Outcome outcome = run(
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
    payloads("out-" + topic, String.class)
        .forEach((id, pieces) -> texts.put(id, String.join("", pieces)));
    assertThat(texts).isEqualTo(Map.of("k", "Write to [EMAIL_ADDRESS]", topic + "-0-1", "Nobody."));
    assertThat(kafka.read("dead-" + topic))
        .extracting(letter -> new String(letter.key(), UTF_8))
        .containsExactly("bad");
  }

  @Test
  void aStreamForAFlavourThatTakesWholeInputsSaysWhatItNeeds() throws Exception {
    kafka.createTopic("pieces", 1);
    kafka.write(SampleRequests.envelopes(
        "pieces", String.class, Map.of("r", List.of("Write to a@", "example.com"))));

    Outcome outcome = run(
        "--module=" + MASKING,
        "--flavor=unary_unary",
        "--input=pieces",
        "--output=out-pieces",
        "--dead-letters=dead-pieces",
        "--bounded");

    assertThat(outcome.out()).endsWith(" 1 dead letters\n");
    assertThat(kafka.read("dead-pieces"))
        .singleElement()
        .satisfies(letter -> assertThat(new String(
                letter.headers().lastHeader(DeadLetterHeaders.MESSAGE).value(), UTF_8))
            .isEqualTo(
                "a flavour with unary input takes a request whose payload is in its first message,"
                    + " but message 1 has a payload too"));
  }

  @Test
  void writesInTransactionsAndInTheFormatAskedFor() throws Exception {
    kafka.createTopic("plain", 1);
    kafka.write(List.of(record("plain", "k", "Write to a@example.com")));

    Outcome written = run(
        "--module=" + MASKING,
        "--flavor=unary_stream",
        "--input=plain",
        "--input-format=text",
        "--output=out-plain",
        "--format=plain",
        "--exactly-once=tx",
        "--bounded");
    Outcome again = run(
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
    assertThat(new String(kafka.read("out-again").get(0).value(), UTF_8))
        .contains("\"payload\":\"Write to [EMAIL_ADDRESS]\"");
  }

  @Test
  void manyRequestsAreAnsweredAtATime() throws Exception {
    Map<String, List<String>> prompts = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      prompts.put("p" + i, List.of("Tell me story " + i));
    }
    kafka.createTopic("many", 2);
    kafka.write(SampleRequests.envelopes("many", String.class, prompts));
    Path folder = asking(Path.of("../docs/modules/openai"));

    Outcome outcome = run(
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
    payloads("many-answers", GeneratedTextResult.class)
        .forEach((id, answers) -> texts.put(
            id, answers.stream().map(GeneratedTextResult::getGeneratedText).toList()));
    assertThat(texts).isEqualTo(prompts);
  }

  @Test
  void twoTextsWithOneKeyAreTwoCallsOrOneRequest() throws Exception {
    kafka.createTopic("twice", 1);
    kafka.write(List.of(record("twice", "k", "One."), record("twice", "k", "Two.")));

    assertThat(twice("unary_unary").out())
        .isEqualTo("2 requests ended, 2 elements, 0 dead letters\n");
    assertThat(twice("stream_unary").out())
        .isEqualTo("1 requests ended, 1 elements, 0 dead letters\n");
    assertThat(payloads("twice-stream_unary", String.class))
        .isEqualTo(Map.of("k", List.of("One.")));
  }

  private Outcome twice(String flavor) {
    return run(
        "--module=" + MASKING,
        "--flavor=" + flavor,
        "--input=twice",
        "--input-format=text",
        "--output=twice-" + flavor,
        "--bounded");
  }

  @Test
  void aControlStreamSaysWhichVersionRequestsTake() throws Exception {
    kafka.createTopic("asked", 1);
    kafka.createTopic("control", 1);
    kafka.write(List.of(record("asked", "k", "Write to a@example.com, order A-123456")));
    String other = new ModuleAt("../flink-operators/text/src/test/resources/modules/masking").uri();
    kafka.write(List.of(
        record("control", null, "{\"operator\":\"text-masking\",\"module\":\"" + other + "\"}")));

    Outcome outcome = run(
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
    assertThat(payloads("answered", String.class))
        .isEqualTo(Map.of("k", List.of("Write to " + "█".repeat(13) + ", order A-123456")));
  }

  private Outcome run(String... options) {
    List<String> all = new ArrayList<>(List.of("run", "-b", kafka.servers(), "-p", "1"));
    all.addAll(List.of(options));
    return Outcome.of(all.toArray(String[]::new));
  }

  /** What each request was answered, each of which must have ended well. */
  private <T> Map<String, List<T>> payloads(String topic, Class<T> type) {
    MessageDecoder<T> decoder = MessageDecoder.of(type);
    Map<String, List<T>> payloads = new TreeMap<>();
    TopicMessages.read(kafka.properties(), topic, type).forEach((id, messages) -> {
      List<Message<T>> all = messages.stream()
          .map(bytes ->
              TopicMessages.decode(decoder, new ConsumerRecord<>(topic, 0, 0, new byte[0], bytes)))
          .toList();
      Message<T> end = all.get(all.size() - 1);
      assertThat(end.last() && end.status().isOk()).as("how %s ended", id).isTrue();
      assertThat(all).extracting(Message::hasPayload).containsOnlyOnce(false).endsWith(false);
      payloads.put(
          id, all.stream().filter(Message::hasPayload).map(Message::payload).toList());
    });
    return payloads;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable String key, String value) {
    return new ProducerRecord<>(
        topic, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
