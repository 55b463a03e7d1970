package io.millrace.examples.chat;

import static io.millrace.examples.chat.ChatFields.HISTORY;
import static io.millrace.examples.chat.ChatFields.SUMMARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Application;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.StreamingResult;
import io.millrace.core.task.ModuleRunner;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import io.millrace.openai.OpenAiModule;
import io.millrace.openai.OpenAiSettings;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations in plain Java, with a server that says what it was asked. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // each test opens its own
class ChatGraphTest {

  private final Remarks remarks = new Remarks();
  private ModelServer server;
  private ModuleRunner<ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult>
      model;

  private Application chat(ChatRules rules) {
    return chat(rules, remarks);
  }

  private Application chat(ChatRules rules, Answers answers) {
    server = ModelServer.start(ServerSettings.of(answers));
    model = StandardTasks.CHAT.runner(
        OpenAiModule.of(OpenAiSettings.of(server.baseUrl().toString(), "any").build()));
    return Application.of("anna", ChatGraph.of(model, rules), ChatFields.NEW);
  }

  @AfterEach
  void close() throws IOException {
    model.close();
    server.close();
  }

  private static String ask(Application chat, String prompt) {
    return chat.run(ChatGraph.asking(prompt)).result(GeneratedTextResult.class).getGeneratedText();
  }

  @Test
  void theSecondPromptComesWithTheFirstAndItsAnswer() {
    Application chat = chat(ChatRules.DEFAULT);

    String first = ask(chat, "Good morning");
    String second = ask(chat, "And now?");

    assertThat(first).isEqualTo(Remarks.to(1, "Good morning"));
    assertThat(second).isEqualTo(Remarks.to(3, "And now?"));
    assertThat(remarks.asked())
        .containsExactly(List.of("Good morning"), List.of("Good morning", first, "And now?"));
    assertThat(chat.state().get(HISTORY))
        .containsExactly(new Turn("Good morning", first), new Turn("And now?", second));
  }

  @Test
  void theAnswerStreamsWhileTheGuardDoesNot() {
    Application chat = chat(ChatRules.DEFAULT);

    List<String> pieces = new ArrayList<>();
    try (StreamingResult result = chat.streamResult(ChatGraph.asking("Good morning"))) {
      for (GeneratedTextStreamResult piece : result.items(GeneratedTextStreamResult.class)) {
        pieces.add(piece.getGeneratedText());
      }
    }

    assertThat(pieces).hasSizeGreaterThan(3);
    assertThat(String.join("", pieces)).isEqualTo(Remarks.to(1, "Good morning"));
  }

  @Test
  void whatIsPersonalReachesNeitherTheModelNorTheState() {
    Application chat = chat(ChatRules.DEFAULT);

    String answer = ask(chat, "Write to a@example.com");

    assertThat(remarks.asked()).containsExactly(List.of("Write to [EMAIL_ADDRESS]"));
    assertThat(chat.state().toString()).doesNotContain("example").contains(answer);
  }

  @Test
  void whatIsRefusedIsNotAskedAndNotKept() {
    Application chat = chat(new ChatRules(20, List.of("EMAIL_ADDRESS", "IBAN_CODE")));

    Outcome outcome = chat.run(ChatGraph.asking("Write to a@example.com from 10.1.2.3"));

    assertThat(outcome.action()).isEqualTo("refuse");
    GeneratedTextResult refusal = outcome.result(GeneratedTextResult.class);
    assertThat(refusal.getGeneratedText()).isEqualTo("I do not take prompts with EMAIL_ADDRESS.");
    assertThat(refusal.getFinishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(remarks.asked()).isEmpty();
    assertThat(chat.state().get(HISTORY)).isEmpty();
    assertThat(ask(chat, "I am at 10.1.2.3")).isEqualTo(Remarks.to(1, "I am at [IP_ADDRESS]"));
  }

  @Test
  void ofMoreTurnsThanAreKeptTheOlderAreSummarised() {
    Application chat = chat(new ChatRules(3, List.of()));
    for (String prompt : List.of("a", "b", "c", "d")) {
      ask(chat, prompt);
    }
    assertThat(chat.state().get(SUMMARY)).isEmpty();

    String fifth = ask(chat, "e");

    String summary = Remarks.to(7, Speech.SHORTEN);
    assertThat(remarks.asked().get(4))
        .containsExactly(
            "a",
            Remarks.to(1, "a"),
            "b",
            Remarks.to(3, "b"),
            "c",
            Remarks.to(5, "c"),
            Speech.SHORTEN);
    assertThat(remarks.asked().get(5))
        .containsExactly(Speech.BEFORE + summary, "d", Remarks.to(7, "d"), "e");
    assertThat(chat.state().get(SUMMARY)).isEqualTo(summary);
    assertThat(chat.state().get(HISTORY))
        .containsExactly(new Turn("d", Remarks.to(7, "d")), new Turn("e", fifth));
  }

  @Test
  void theNextSummaryHoldsTheOneBefore() {
    Application chat = chat(new ChatRules(1, List.of()));
    for (String prompt : List.of("a", "b", "c", "d", "e")) {
      ask(chat, prompt);
    }

    String summary = Remarks.to(5, Speech.SHORTEN);
    assertThat(remarks.asked().get(2)).hasSize(5).endsWith(Speech.SHORTEN);
    assertThat(remarks.asked().get(5))
        .startsWith(Speech.BEFORE + summary, "c")
        .endsWith(Speech.SHORTEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500})
  void aSummaryThatCannotBeHadTakesNothingAway(int status) {
    Answer instead = status == 0 ? Answer.tokens(List.of(" ")) : Answer.failure(status, "no");
    Application chat =
        chat(new ChatRules(1, List.of()), remarks.unless("\\Q" + Speech.SHORTEN + "\\E", instead));
    ask(chat, "a");
    ask(chat, "b");

    assertThat(ask(chat, "c")).isEqualTo(Remarks.to(5, "c"));
    assertThat(chat.state().get(HISTORY)).extracting(Turn::prompt).containsExactly("a", "b", "c");
  }

  @Test
  void aPromptWhoseAnswerWasCancelledIsForgotten() {
    Application chat = chat(ChatRules.DEFAULT);
    try (StreamingResult result = chat.streamResult(ChatGraph.asking("Tell me a story"))) {
      assertThat(result.iterator().hasNext()).isTrue();
    }

    String answer = ask(chat, "Good morning");

    assertThat(answer).isEqualTo(Remarks.to(1, "Good morning"));
    assertThat(chat.state().get(HISTORY)).containsExactly(new Turn("Good morning", answer));
  }

  @Test
  void aPromptBehindOneThatFailedIsGuardedToo() {
    Application chat = chat(
        new ChatRules(20, List.of("IBAN_CODE")), remarks.afterFirst(1, Answer.failure(503, "no")));
    assertThatThrownBy(() -> ask(chat, "Good morning"))
        .hasMessageStartingWith("action 'answer' (step 1, attempt 0) failed: UNAVAILABLE");

    assertThat(ask(chat, "Pay DE89 3704 0044 0532 0130 00"))
        .isEqualTo("I do not take prompts with IBAN_CODE.");
    assertThat(ask(chat, "Write to a@example.com"))
        .isEqualTo(Remarks.to(1, "Write to [EMAIL_ADDRESS]"));
  }

  @Test
  void thePromptThatFailedCanBeAskedAgain() {
    Application chat = chat(ChatRules.DEFAULT, remarks.afterFirst(1, Answer.failure(503, "no")));
    assertThatThrownBy(() -> ask(chat, "Good morning"))
        .hasMessageStartingWith("action 'answer' (step 1, attempt 0) failed: UNAVAILABLE");

    assertThat(ask(chat, "Good morning")).isEqualTo(Remarks.to(1, "Good morning"));
    assertThat(chat.state().get(HISTORY)).hasSize(1);
  }
}
