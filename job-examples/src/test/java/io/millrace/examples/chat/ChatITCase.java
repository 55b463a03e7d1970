package io.millrace.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Status;
import io.millrace.examples.Outcome;
import io.millrace.examples.actions.LiveJob;
import io.millrace.examples.actions.Replies;
import io.millrace.examples.actions.Requests;
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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations over topics, with a server that says what it was asked. */
@Timeout(120)
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
  void stop() throws Exception {
    chat.cancel();
    server.close();
    kafka.close();
  }

  @Test
  void aConversationIsRememberedAlsoAfterARestart(@TempDir Path savepoints) throws Exception {
    chat.send("anna", "a1", ChatGraph.asking("I am a@example.com"));
    chat.send("bert", "b1", ChatGraph.asking("I am Bert"));
    chat.send("anna", "a2", ChatGraph.asking("Who am I?"));
    String second = answer(chat.await("a2", "b1"), "a2");
    chat.restart(savepoints);
    chat.send("anna", "a3", ChatGraph.asking("And now?"));
    String third = answer(chat.await("a3"), "a3");

    String first = Remarks.to(1, "I am [EMAIL_ADDRESS]");
    assertThat(second).isEqualTo(Remarks.to(3, "Who am I?"));
    assertThat(third).isEqualTo(Remarks.to(5, "And now?"));
    assertThat(remarks.asked())
        .contains(
            List.of("I am Bert"),
            List.of("I am [EMAIL_ADDRESS]", first, "Who am I?"),
            List.of("I am [EMAIL_ADDRESS]", first, "Who am I?", second, "And now?"));
  }

  @Test
  void theFirstTokensAreThereBeforeTheLastAndACancelledPromptIsForgotten() throws Exception {
    chat.send("carl", "c1", ChatGraph.asking(ENDLESS));
    int records = 1;
    while (!chat.awaitRecords(records).containsKey("c1")) {
      records++;
    }
    chat.cancel("carl", "c1");
    chat.send("carl", "c2", ChatGraph.asking("Good morning"));
    Map<String, Replies> replies = chat.await("c1", "c2");

    assertThat(texts(replies, "c1")).startsWith("one");
    assertThat(reply(replies, "c1").status())
        .extracting(Status::code)
        .isEqualTo(Status.Code.CANCELLED);
    assertThat(answer(replies, "c2")).isEqualTo(Remarks.to(1, "Good morning"));
  }

  @Test
  void theReadmesCommandAnswersTextsAndRefusesWhatItIsTold() throws Exception {
    kafka.createTopic("chat.requests", 2);
    kafka.write(List.of(
        Requests.text("chat.requests", "anna", "Tell me a story"),
        Requests.text("chat.requests", "anna", "Pay DE89 3704 0044 0532 0130 00"),
        Requests.text("chat.requests", "anna", "Another one")));
    List<String> command = new ArrayList<>(readme());
    command.addAll(List.of(
        "-b=" + kafka.servers(),
        "-p=1",
        "--bounded",
        "--tokens-per-second=1000",
        "--refuse=IBAN_CODE,US_SSN"));

    Outcome outcome = Outcome.of(command.toArray(String[]::new));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches("3 requests ended, 0 of them failed, [1-9]\\d+ items, 0 dead letters\n");
    Map<String, Replies> replies = Replies.of(kafka.read("chat.replies"));
    List<String> texts =
        replies.keySet().stream().map(id -> answer(replies, id)).toList();
    assertThat(texts).contains("I do not take prompts with IBAN_CODE.").doesNotContain("");
    assertThat(replies.values())
        .extracting(each -> Objects.requireNonNull(each.end()).getStep())
        .containsExactly(2L, 4L, 6L);
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

  private static Replies reply(Map<String, Replies> replies, String id) {
    return Objects.requireNonNull(replies.get(id), id);
  }

  /** The whole answer, which is what its pieces add up to. */
  private static String answer(Map<String, Replies> replies, String id) {
    Replies reply = reply(replies, id);
    assertThat(reply.status()).isEqualTo(Status.OK);
    String whole = reply.result(GeneratedTextResult.class).getGeneratedText();
    assertThat(texts(replies, id)).isEqualTo(whole);
    assertThat(Objects.requireNonNull(reply.end()).getItems())
        .isEqualTo(reply.items().size());
    return whole;
  }

  private static String texts(Map<String, Replies> replies, String id) {
    return reply(replies, id).values(GeneratedTextStreamResult.class).stream()
        .map(GeneratedTextStreamResult::getGeneratedText)
        .collect(Collectors.joining());
  }
}
