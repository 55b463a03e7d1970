package io.millrace.kafka.openai;

import static io.millrace.kafka.openai.ChunkTopic.brief;
import static io.millrace.kafka.openai.ChunkTopic.choice;
import static io.millrace.kafka.openai.ChunkTopic.chunk;
import static io.millrace.kafka.openai.ChunkTopic.content;
import static io.millrace.kafka.openai.ChunkTopic.finished;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {

  private final ChunkTopic topic = new ChunkTopic();

  @Test
  void aPieceOfTextIsAMessageAtTheRecordsPlace() throws Exception {
    assertThat(topic.say(choice(0, content("Hello"))))
        .containsExactly(new Message<>(
            "c",
            0,
            Message.UNSEQUENCED,
            new GeneratedTextStreamResult("Hello", null, null, null),
            Parameters.NONE,
            Map.of(),
            false,
            Status.OK,
            new Origin("chunks", 3, 0)));
  }

  @Test
  void theFinishReasonEndsTheRequest() throws Exception {
    topic.say(choice(0, content("Hello")));

    assertThat(topic.say(finished(0, "{}", "stop"))).singleElement().satisfies(end -> {
      assertThat(end.last()).isTrue();
      assertThat(end.status()).isEqualTo(Status.OK);
      assertThat(end.payload())
          .isEqualTo(new GeneratedTextStreamResult(
              "",
              null,
              new ProducerId("m", ""),
              new GenerationDetails(FinishReason.EOS_TOKEN, -1L, null, null, null)));
    });
    assertThat(topic.remembered()).isZero();
  }

  @Test
  void aPieceMayComeWithTheFinishReason() throws Exception {
    assertThat(brief(topic.say(finished(0, content("!"), "length"))))
        .containsExactly("c \"!\" MAX_TOKENS end");
  }

  @ParameterizedTest
  @CsvSource({
    "stop, EOS_TOKEN",
    "length, MAX_TOKENS",
    "tool_calls, TOOL_CALLS",
    "function_call, TOOL_CALLS",
    "content_filter, CONTENT_FILTER",
    "insufficient_system_resource, ERROR"
  })
  void everyFinishReasonEnds(String reason, FinishReason expected) throws Exception {
    assertThat(brief(topic.say(finished(0, "{}", reason))))
        .containsExactly("c \"\" " + expected + " end");
  }

  @Test
  void anEmptyFinishReasonIsNone() throws Exception {
    assertThat(brief(topic.say(finished(0, content("a"), "")))).containsExactly("c \"a\"");
  }

  @Test
  void theRoleOpensTheRequestWithAnEmptyPieceAndItsProducer() throws Exception {
    List<Message<GeneratedTextStreamResult>> messages = topic.read("c", """
        {"id":"c","object":"chat.completion.chunk","model":"gpt","system_fingerprint":"fp_1",
         "choices":[{"index":0,"delta":{"role":"assistant","content":null}}]}""", Map.of());

    assertThat(messages)
        .extracting(Message::payload)
        .containsExactly(
            new GeneratedTextStreamResult("", null, new ProducerId("gpt", "fp_1"), null));
  }

  @Test
  void eachChoiceIsARequest() throws Exception {
    assertThat(brief(topic.say(
            choice(0, content("a")), choice(1, content("b")), finished(12, "{}", "stop"))))
        .containsExactly("c \"a\"", "c#1 \"b\"", "c#12 \"\" EOS_TOKEN end");
  }

  @Test
  void tokensComeFromTheLogProbabilities() throws Exception {
    List<Message<GeneratedTextStreamResult>> messages = topic.say("""
        {"index":0,"delta":{"content":"Hi"},"logprobs":{"content":[
          {"token":"H","logprob":-0.5,"bytes":[72],"top_logprobs":[]},
          {"token":"i","logprob":-2,"top_logprobs":[{"token":"o"},{"token":"i"}]}]}}""");

    assertThat(messages)
        .extracting(message -> message.payload())
        .extracting(element -> element == null ? null : element.getTokens())
        .containsExactly(List.of(
            new GeneratedToken("H", null, null, -0.5, null),
            new GeneratedToken("i", null, null, -2.0, 2L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[DONE]",
        " [DONE]\n",
        // usage, after the end
        """
        {"id":"c","object":"chat.completion.chunk","choices":[],"usage":{"total_tokens":9}}""",
        // Azure's, before the first
        """
        {"id":"","object":"","choices":[],"prompt_filter_results":[]}""",
        // Azure's, between and after
        """
        {"id":"","object":"","choices":[{"index":0,"finish_reason":null,"content_filter_results":{}}]}"""
      })
  void whatSaysNothingIsSkipped(String value) throws Exception {
    assertThat(topic.read("c", value, Map.of())).isEmpty();
    assertThat(topic.read(null, value, Map.of())).isEmpty();
  }

  @Test
  void aRecordWithoutAValueIsSkipped() throws Exception {
    assertThat(topic.read("c", null, Map.of())).isEmpty();
  }

  @Test
  void usageAfterTheEndDoesNotReopenTheRequest() throws Exception {
    topic.say(finished(0, "{}", "stop"));

    assertThat(topic.say()).isEmpty();
  }

  @Test
  void theObjectMayBeMissingWhereThereIsADelta() throws Exception {
    assertThat(brief(topic.read("c", """
            {"id":"c","choices":[{"index":0,"delta":{"content":"a"}}]}""", Map.of()))).containsExactly("c \"a\"");
  }

  @Test
  void theDeltaMayBeMissingWhereTheChoiceEnds() throws Exception {
    assertThat(brief(topic.say("""
            {"index":0,"finish_reason":"stop"}"""))).containsExactly("c \"\" EOS_TOKEN end");
  }

  @Test
  void aCharacterCutInTwoIsPutTogether() throws Exception {
    assertThat(brief(topic.say(choice(0, content("a\\ud83d"))))).containsExactly("c \"a\"");
    topic.restart();
    assertThat(brief(topic.say(choice(0, content("\\ude00b"))))).containsExactly("c \"😀b\"");
    assertThat(topic.remembered()).isZero();
  }

  @Test
  void halfACharacterThatStaysAloneIsReplaced() throws Exception {
    assertThat(brief(topic.say(choice(0, content("\\ude00 a\\ud83d")))))
        .containsExactly("c \"\uFFFD a\"");
    assertThat(brief(topic.say(choice(0, content("b\\ud83d"))))).containsExactly("c \"\uFFFDb\"");
    assertThat(brief(topic.say(finished(0, "{}", "stop"))))
        .containsExactly("c \"\uFFFD\" EOS_TOKEN end");
  }

  @Test
  void aReplacementCharacterIsACharacter() throws Exception {
    assertThat(brief(topic.read("c", chunk("c", choice(0, content("a\uFFFDb"))), Map.of())))
        .containsExactly("c \"a\uFFFDb\"");
  }
}
