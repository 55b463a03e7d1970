package io.millrace.examples.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.examples.Outcome;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.TextModules;
import io.millrace.examples.server.RecordedServer;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.openai.OpenAiSettings;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class GenerateITCase {

  private static final int PROMPTS = 40;

  private TestKafka kafka;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  void stopKafka() {
    kafka.close();
  }

  /** What the recorded server answers in plain Java. */
  private static Map<String, String> answers(Map<String, String> prompts) throws Exception {
    Map<String, String> answers = new TreeMap<>();
    try (RecordedServer server = RecordedServer.start(null, 100_000);
        var generator =
            GenerateJob.generator(OpenAiSettings.of(server.url(), "any").build())) {
      prompts.forEach(
          (id, prompt) -> answers.put(id, generator.unaryUnary(prompt).getGeneratedText()));
    }
    return answers;
  }

  private static Map<String, String> prompts() {
    Map<String, String> prompts = new TreeMap<>();
    for (int i = 0; i < PROMPTS; i++) {
      prompts.put("p" + i, "Tell me story " + i);
    }
    return prompts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"streaming", "batch"})
  void promptsBecomeTokensAndWhatIsMadeOfThem(String mode) throws Exception {
    Map<String, String> prompts = prompts();
    write(
        mode + ".prompts",
        prompts.entrySet().stream()
            .map(prompt -> record(
                mode + ".prompts",
                null,
                "{\"id\":\"" + prompt.getKey() + "\",\"prompt\":\"" + prompt.getValue() + "\"}"))
            .toList());

    Outcome outcome = run(
        mode, "--input-format=prompts", "--tokens-per-second=1000", "--bounded", "--mode=" + mode);

    Map<String, String> answers = answers(prompts);
    JobOutputs outputs = JobOutputs.read(kafka.properties(), topics(mode));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches("[1-9][\\d,]* tokens, " + PROMPTS
            + " requests ended, [1-9]\\d* entities, 0 dead letters\n");
    assertThat(tokens(mode + ".tokens")).isEqualTo(answers);
    assertThat(outputs.texts()).isEqualTo(answers);
    assertThat(outputs.maskedTexts()).isEqualTo(masked(answers));
  }

  private static Map<String, String> masked(Map<String, String> texts) throws Exception {
    Map<String, String> masked = new TreeMap<>();
    try (var masking = TextModules.masking()) {
      texts.forEach((id, text) -> masked.put(id, masking.unaryUnary(text)));
    }
    return masked;
  }

  /**
   * The server sends no token before its time: if the first were held until the last, they were there at once. What counts is
   * when the broker had them, for the records have the prompts' time.
   */
  @Test
  void eachTokenIsSentOnAsItComes() throws Exception {
    kafka.createTopic("paced.tokens", 1, Map.of("message.timestamp.type", "LogAppendTime"));
    write("paced.prompts", List.of(record("paced.prompts", "k", "Tell me a story")));

    Outcome outcome = run("paced", "--input-format=text", "--tokens-per-second=50", "--bounded");

    List<ConsumerRecord<byte[], byte[]>> tokens = kafka.read("paced.tokens");
    assertThat(outcome.status()).isZero();
    assertThat(tokens).hasSizeGreaterThan(10);
    long millis = tokens.get(tokens.size() - 1).timestamp() - tokens.get(0).timestamp();
    assertThat(millis).isGreaterThan(tokens.size() * 20L / 2);
  }

  @Test
  void aPromptsParametersAreForTheGeneratorAndForThoseBehindIt() throws Exception {
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    Message<String> wanted = Message.unary("good", "Tell me a story")
        .withParameters(Parameters.of(Map.of("entities.labels", List.of("NONE"), "max_tokens", 5)));
    Message<String> unknown =
        Message.unary("bad", "Tell me a story").withParameters(Parameters.of("colour", "red"));
    write(
        "asked.prompts",
        List.of(
            new ProducerRecord<>("asked.prompts", "good".getBytes(UTF_8), encoder.encode(wanted)),
            new ProducerRecord<>("asked.prompts", "bad".getBytes(UTF_8), encoder.encode(unknown))));

    Outcome outcome = run("asked", "--tokens-per-second=1000", "--bounded");

    JobOutputs outputs = JobOutputs.read(kafka.properties(), topics("asked"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outputs.spans()).containsEntry("good", List.of());
    assertThat(outputs.ends().get("bad"))
        .extracting(Message::status)
        .extracting(Status::code)
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aServerThatIsNotThereFailsThePromptAndNotTheJob() throws Exception {
    write("alone.prompts", List.of(record("alone.prompts", "k", "Tell me a story")));
    String url;
    try (RecordedServer server = RecordedServer.start(null, 10)) {
      url = server.url();
    }

    Outcome outcome = command("alone", "--url=" + url, "--input-format=text", "--bounded");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("0 tokens, 1 requests ended, 0 entities, ");
    assertThat(kafka.read("alone.dead")).isNotEmpty();
  }

  private void write(String topic, List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    kafka.createTopic(topic, 2);
    kafka.write(records);
  }

  private Outcome run(String prefix, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--embedded-server");
    return command(prefix, all.toArray(String[]::new));
  }

  private Outcome command(String prefix, String... options) {
    EntitiesTopics topics = topics(prefix);
    List<String> all = new ArrayList<>(List.of(
        "generate",
        "-b=" + kafka.servers(),
        "-p=2",
        "--prompts=" + prefix + ".prompts",
        "--tokens=" + topics.chunks(),
        "--entities=" + topics.entities(),
        "--masked=" + topics.masked(),
        "--generations=" + topics.generations(),
        "--dead-letters=" + topics.deadLetters()));
    all.addAll(List.of(options));
    return Outcome.of(all.toArray(String[]::new));
  }

  private static EntitiesTopics topics(String prefix) {
    return new EntitiesTopics(
        prefix + ".tokens",
        prefix + ".entities",
        prefix + ".masked",
        prefix + ".generations",
        prefix + ".dead");
  }

  /** Each request's tokens, put together. */
  private Map<String, String> tokens(String topic) {
    MessageDecoder<GeneratedTextStreamResult> decoder =
        MessageDecoder.of(GeneratedTextStreamResult.class);
    Map<String, String> texts = new TreeMap<>();
    TopicMessages.read(kafka.properties(), topic, GeneratedTextStreamResult.class)
        .forEach((id, messages) -> texts.put(
            id,
            messages.stream()
                .map(bytes -> TopicMessages.decode(
                    decoder, new ConsumerRecord<>(topic, 0, 0, new byte[0], bytes)))
                .map(message -> text(message.payload()))
                .collect(Collectors.joining())));
    return texts;
  }

  private static String text(@Nullable GeneratedTextStreamResult token) {
    return token == null ? "" : token.getGeneratedText();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable String key, String value) {
    return new ProducerRecord<>(
        topic, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
