package io.millrace.examples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Status;
import io.millrace.examples.Outcome;
import io.millrace.examples.actions.LiveJob;
import io.millrace.kafka.client.RemoteResult;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Fault;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import io.millrace.openai.OpenAiSettings;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations over topics, with a server that says what it was asked. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ChatITCase {

  /** What the server begins to answer, and never ends. */
  private static final String ENDLESS = "Count to infinity";

  private final Remarks remarks = new Remarks();
  private TestKafka kafka;
  private ModelServer server;
  private LiveJob chat;

  @BeforeAll
  void start() throws Exception {
    kafka = TestKafka.start();
    Answer stalled = Answer.text("one two three four").with(new Fault.Stall(600));
    server = ModelServer.start(ServerSettings.of(remarks.unless(ENDLESS, stalled)));
    OpenAiSettings asked = OpenAiSettings.of(server.baseUrl().toString(), "any").build();
    chat = LiveJob.start(kafka, new ChatRecipe(asked, ChatRules.DEFAULT));
  }

  @AfterAll
  void stop() {
    chat.close();
    server.close();
    kafka.close();
  }

  @Test
  void aConversationIsRememberedAlsoAfterARestart(@TempDir Path savepoints) throws Exception {
    String first = ask("anna", "I am a@example.com");
    String other = ask("bert", "I am Bert");
    String second = ask("anna", "Who am I?");
    chat.restart(savepoints);
    String third = ask("anna", "And now?");

    String masked = "I am [EMAIL_ADDRESS]";
    assertThat(first).isEqualTo(Remarks.to(1, masked));
    assertThat(other).isEqualTo(Remarks.to(1, "I am Bert"));
    assertThat(second).isEqualTo(Remarks.to(3, "Who am I?"));
    assertThat(third).isEqualTo(Remarks.to(5, "And now?"));
    assertThat(remarks.asked())
        .contains(
            List.of(masked, first, "Who am I?"),
            List.of(masked, first, "Who am I?", second, "And now?"));
  }

  @Test
  void theFirstTokensAreThereBeforeTheLastAndACancelledPromptIsForgotten() {
    RemoteResult endless = chat.send("carl", ChatGraph.asking(ENDLESS));
    assertThat(endless.items(GeneratedTextStreamResult.class).iterator().next().getGeneratedText())
        .isEqualTo("one");
    endless.close();

    assertThat(endless.end().status().code()).isEqualTo(Status.Code.CANCELLED);
    assertThat(ask("carl", "Good morning")).isEqualTo(Remarks.to(1, "Good morning"));
  }

  @Test
  void whoSaysSomethingSeesTheAnswer() {
    Outcome first = say("Good morning");
    Outcome second = say("And now?");

    assertThat(first).isEqualTo(new Outcome(0, Remarks.to(1, "Good morning") + "\n", ""));
    assertThat(second).isEqualTo(new Outcome(0, Remarks.to(3, "And now?") + "\n", ""));
  }

  private Outcome say(String words) {
    List<String> command = new ArrayList<>(List.of(
        "say",
        "--conversation=dora",
        "-b=" + kafka.servers(),
        "--requests=" + chat.topics().requests(),
        "--replies=" + chat.topics().replies()));
    command.addAll(List.of(words.split(" ")));
    return Outcome.of(command.toArray(String[]::new));
  }

  @Test
  void theReadmesCommandAnswersTextsTooAndRefusesWhatItIsToldAndGoesOnPastWhatIsNone()
      throws Exception {
    kafka.createTopic("chat.requests", 2);
    kafka.write(List.of(
        text("anna", "Tell me a story"),
        text("no\0id", "Hello"),
        text("anna", "Pay DE89 3704 0044 0532 0130 00")));
    List<String> command = new ArrayList<>(readme());
    command.addAll(List.of(
        "-b=" + kafka.servers(),
        "-p=1",
        "--input-format=text",
        "--format=json",
        "--bounded",
        "--tokens-per-second=1000",
        "--refuse=IBAN_CODE,US_SSN"));

    Outcome outcome = Outcome.of(command.toArray(String[]::new));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches("2 requests ended, 0 of them failed, [1-9]\\d+ items, 1 dead letters\n");
    assertThat(kafka.read("chat.replies"))
        .hasSizeGreaterThan(10)
        .allSatisfy(record -> assertThat(new String(record.key(), UTF_8)).isEqualTo("anna"))
        .last()
        .satisfies(record -> assertThat(new String(record.value(), UTF_8))
            .contains("\"I do not take prompts with IBAN_CODE.\"", "\"CONTENT_FILTER\""));
  }

  private static ProducerRecord<byte[], byte[]> text(String conversation, String text) {
    return new ProducerRecord<>(
        "chat.requests", conversation.getBytes(UTF_8), text.getBytes(UTF_8));
  }

  /** The README's command. */
  private static List<String> readme() throws Exception {
    try (Stream<String> lines = Files.lines(Path.of("../README.md"))) {
      String command =
          lines.filter(line -> line.contains(".jar chat ")).findFirst().orElseThrow();
      return List.of(
          command.replaceFirst(".*\\.jar ", "").replaceFirst(" *#.*", "").split(" +"));
    }
  }

  /** The whole answer, which is what its pieces add up to. */
  private String ask(String conversation, String prompt) {
    StringBuilder pieces = new StringBuilder();
    try (RemoteResult result = chat.send(conversation, ChatGraph.asking(prompt))) {
      result
          .items(GeneratedTextStreamResult.class)
          .forEach(piece -> pieces.append(piece.getGeneratedText()));
      String whole = result.get().result(GeneratedTextResult.class).getGeneratedText();
      assertThat(pieces).hasToString(whole);
      return whole;
    }
  }
}
