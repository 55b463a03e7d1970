package io.millrace.openai;

import static io.millrace.openai.Transcripts.content;
import static io.millrace.openai.Transcripts.delta;
import static io.millrace.openai.Transcripts.event;
import static io.millrace.openai.Transcripts.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.UnaryPublisher;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.Fault;
import io.millrace.modelserver.ServerSettings;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import io.millrace.schemas.ToolCall;
import io.millrace.tasks.StandardTasks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamedAnswersTest {

  private static final String USAGE =
      "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";

  /** Bytes of two, three and four, half characters in JSON's escapes, and everything that may stand between events. */
  private static final String HARD =
      ": welcome\n\n" + event(delta("{\"role\":\"assistant\",\"content\":\"\"}"))
          + event(content("Grüße"))
          + ": keep-alive\n\n"
          + event(content(" 日本 😀"))
          + event(content("\\ud83d"))
          + event(content("\\ude00!"))
          + event(finish("stop"))
          + USAGE
          + "data: [DONE]\n\n";

  private static List<GeneratedTextStreamResult> expected() {
    return List.of(
        piece("Grüße", new ProducerId("m-1", "f")),
        piece(" 日本 😀", null),
        piece("😀!", null),
        last(FinishReason.EOS_TOKEN, 2, 3L));
  }

  private static GeneratedTextStreamResult piece(String text, @Nullable ProducerId producer) {
    return new GeneratedTextStreamResult(text, null, producer, null);
  }

  private static GeneratedTextStreamResult last(
      FinishReason reason, long tokens, @Nullable Long prompt) {
    return new GeneratedTextStreamResult(
        "", null, null, new GenerationDetails(reason, tokens, null, prompt, null));
  }

  private static List<GeneratedTextStreamResult> answer(String transcript) throws Exception {
    try (Asking asking = Asking.of(Answer.transcript(transcript))) {
      return asking.pieces();
    }
  }

  private static GenerationDetails end(List<GeneratedTextStreamResult> pieces) {
    return pieces.get(pieces.size() - 1).getDetails();
  }

  @Test
  void theFirstPieceSaysWhoMakesItAndTheLastHowItEnded() throws Exception {
    assertThat(answer(HARD)).isEqualTo(expected());
  }

  @Test
  void whereverTheBytesAreCutThePiecesAreTheSame() throws Exception {
    int length = HARD.getBytes(StandardCharsets.UTF_8).length;
    List<Answer> cuts = IntStream.range(1, length)
        .mapToObj(at -> Answer.transcript(HARD).with(new Fault.Cut(at, false)))
        .toList();
    try (Asking asking = Asking.of(Answers.inTurn(cuts))) {
      for (int at = 1; at < length; at++) {
        assertThat(asking.pieces()).as("cut at %s", at).isEqualTo(expected());
      }
      // Few connections carried them all: what follows [DONE] is read, and the connection used
      // again.
      assertThat(asking.server.metrics().openConnections()).isLessThan(length / 10);
    }
  }

  @Test
  void everyByteMayComeByItself() throws Exception {
    try (Asking asking = Asking.of(Answer.transcript(HARD).with(new Fault.Cut(1, true)))) {
      assertThat(asking.pieces()).isEqualTo(expected());
    }
  }

  @Test
  void linesMayEndAsTheyLikeAndDataNeedsNoBlank() throws Exception {
    assertThat(answer(HARD.replace("\n", "\r\n"))).isEqualTo(expected());
    assertThat(answer(HARD.replace("\n", "\r"))).isEqualTo(expected());
    assertThat(answer(HARD.replace("data: ", "data:"))).isEqualTo(expected());
    assertThat(answer(HARD.replace("data: {", "id: 7\nevent: message\nretry: 5\ndata: {")))
        .isEqualTo(expected());
    assertThat(answer("\uFEFF" + HARD)).isEqualTo(expected());
  }

  @Test
  void aStreamThatSaysItsFinishReasonNeedsNoDone() throws Exception {
    assertThat(answer(HARD.replace("data: [DONE]\n\n", ""))).isEqualTo(expected());
    assertThat(answer(HARD.replace("data: [DONE]\n\n", "data: [DONE]"))).isEqualTo(expected());
  }

  @Test
  void doneWithoutAReasonIsAnEndOfWhichNothingMayBeTakenForGranted() throws Exception {
    assertThat(answer(Transcripts.of(content("a"))))
        .containsExactly(
            piece("a", new ProducerId("m-1", "f")), last(FinishReason.ERROR, -1, null));
  }

  @Test
  void anAnswerOfNothingIsOnePiece() throws Exception {
    assertThat(answer(Transcripts.of(finish("stop"))))
        .containsExactly(new GeneratedTextStreamResult(
            "",
            null,
            new ProducerId("m-1", "f"),
            new GenerationDetails(FinishReason.EOS_TOKEN, -1L, null, null, null)));
  }

  @Test
  void aPieceMayComeWithTheFinishReasonAndHalfACharacterIsReplacedAtTheEnd() throws Exception {
    assertThat(answer(Transcripts.of(
            "{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\"},\"finish_reason\":\"length\"}")))
        .containsExactly(
            piece("a\uFFFD", new ProducerId("m-1", "f")), last(FinishReason.MAX_TOKENS, -1, null));
  }

  @Test
  void otherChoicesAreNotThisText() throws Exception {
    var pieces = answer(Transcripts.of(
        "{\"index\":1,\"delta\":{\"content\":\"other\"},\"finish_reason\":\"stop\"}",
        content("mine"),
        finish("stop")));
    assertThat(Asking.concatenated(pieces)).isEqualTo("mine");
  }

  @Test
  void aRefusalIsTextAndItsReasonIsAFilter() throws Exception {
    var pieces = answer(Transcripts.of(
        delta("{\"refusal\":\"I'm\"}"), delta("{\"refusal\":\" sorry\"}"), finish("stop")));
    assertThat(Asking.concatenated(pieces)).isEqualTo("I'm sorry");
    assertThat(end(pieces).getFinishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
  }

  @Test
  void callsOfToolsComeWholeWithTheLastPiece() throws Exception {
    var pieces = answer(Transcripts.of(
        delta(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}"),
        delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\"\"}}]}"),
        delta(
            "{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"go\",\"arguments\":\"{}\"}}]}"),
        delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}"),
        finish("tool_calls")));
    assertThat(end(pieces).getFinishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(end(pieces).getToolCalls())
        .containsExactly(new ToolCall("a", "look", "{\"x\":1}"), new ToolCall("b", "go", "{}"));
  }

  @Test
  void vllmSaysWhichStopTextWasMet() throws Exception {
    var pieces = answer(Transcripts.of(
        content("a"),
        "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"stop_reason\":\"END\"}"));
    assertThat(end(pieces).getFinishReason()).isEqualTo(FinishReason.STOP_SEQUENCE);
  }

  @Test
  void tokensComeWithTheirProbabilitiesWhereAskedFor() throws Exception {
    var pieces = answer(Transcripts.of(
        "{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.5,"
            + "\"top_logprobs\":[{\"token\":\"b\"},{\"token\":\"a\"}]}]},\"finish_reason\":null}",
        finish("stop")));
    assertThat(pieces.get(0).getTokens())
        .containsExactly(new GeneratedToken("a", null, null, -0.5, 2L));
  }

  @Test
  void aServerThatDoesNotStreamIsReadToo() throws Exception {
    String json =
        "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"all\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
    try (var server = new OneAnswer(OneAnswer.json(200, json));
        var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m").build())) {
      var runner = StandardTasks.TEXT_GENERATION.runner(module);
      assertThat(Asking.pieces(runner, Parameters.NONE))
          .containsExactly(new GeneratedTextStreamResult(
              "all",
              null,
              new ProducerId("m", ""),
              new GenerationDetails(FinishReason.EOS_TOKEN, 1L, null, 1L, null)));
    }
  }

  @Test
  void theWholeAnswerIsThatOfTheStream() throws Exception {
    try (Asking asking = Asking.of(Answer.transcript(HARD))) {
      GeneratedTextResult whole = asking.text.unaryUnary("any");
      assertThat(whole)
          .isEqualTo(new GeneratedTextResult(
              "Grüße 日本 😀😀!",
              2L,
              FinishReason.EOS_TOKEN,
              new ProducerId("m-1", "f"),
              3L,
              null,
              null,
              null));
      assertThat(asking.text.streamUnary(Stream.of("a", "ny"))).isEqualTo(whole);
    }
  }

  @Test
  void bothFlavoursAreNativeAndTheStreamPublishes() throws Exception {
    try (Asking asking = Asking.of(Answer.text("a"))) {
      assertThat(asking.text.plan(Flavor.UNARY_UNARY).toString()).contains("native");
      assertThat(asking.text.plan(Flavor.UNARY_STREAM).toString()).contains("native");
      assertThat(asking.text.unaryStream()).isInstanceOf(UnaryPublisher.class);
      assertThat(asking.text.deterministic()).isFalse();
      assertThat(asking.text.givesUp()).contains("a model may answer each time in other words");
    }
    var serving = ServerSettings.of(Answers.always(Answer.text("a")));
    try (Asking asking = Asking.of(serving, settings -> settings.deterministic(true))) {
      assertThat(asking.text.deterministic()).isTrue();
      assertThat(asking.text.exact()).isTrue();
    }
  }
}
