package io.millrace.kafka.openai;

import static io.millrace.kafka.openai.ChunkTopic.brief;
import static io.millrace.kafka.openai.ChunkTopic.choice;
import static io.millrace.kafka.openai.ChunkTopic.chunk;
import static io.millrace.kafka.openai.ChunkTopic.content;
import static io.millrace.kafka.openai.ChunkTopic.finished;
import static io.millrace.kafka.openai.ChunkTopic.refusal;
import static io.millrace.kafka.openai.ChunkTopic.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.GeneratedToken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals and tool calls are requests: each that begins ends with its choice, and none ends that did not begin. */
class TextsOfACompletionTest {

  private final ChunkTopic topic = new ChunkTopic();

  @Test
  void aRefusalIsARequestThatEndsWithItsChoice() throws Exception {
    assertThat(brief(topic.say(choice(0, refusal("I'm")))))
        .containsExactly("c \"\"", "c/refusal \"I'm\"");
    assertThat(brief(topic.say(choice(0, refusal(" sorry")))))
        .containsExactly("c \"\"", "c/refusal \" sorry\"");
    assertThat(brief(topic.say(finished(0, "{}", "stop"))))
        .containsExactly("c \"\" EOS_TOKEN end", "c/refusal \"\" EOS_TOKEN end");
    assertThat(topic.remembered()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "c, c",
    "c#1, c",
    "c/refusal, c",
    "c#12/tool-3, c",
    "c#x, c#x",
    "c#1#2, c#1",
    "c/tool-0/refusal, c/tool-0",
    "c/tool-, c/tool-",
    "'c/refusal\n', 'c/refusal\n'"
  })
  void aRequestSaysWhichCompletionItIsOf(String requestId, String completion) {
    assertThat(ChunkReader.completionOf(requestId)).isEqualTo(completion);
  }

  @Test
  void anEmptyRefusalBeginsNothing() throws Exception {
    assertThat(brief(topic.say(choice(0, refusal(""))))).containsExactly("c \"\"");
    assertThat(brief(topic.say(finished(0, refusal(""), "stop"))))
        .containsExactly("c \"\" EOS_TOKEN end");
  }

  @Test
  void toolCallsAreRequestsThatEndWithTheirChoice() throws Exception {
    topic.say(choice(0, tool(0, "")));
    topic.say(choice(0, tool(0, "{}")));

    assertThat(brief(topic.say(choice(0, tool(1, "[")))))
        .containsExactly("c \"\"", "c/tool-1 \"[\"");
    assertThat(brief(topic.say(choice(0, tool(0, " ")))))
        .containsExactly("c \"\"", "c/tool-0 \" \"");
    assertThat(brief(topic.say(finished(0, "{}", "tool_calls"))))
        .containsExactly(
            "c \"\" TOOL_CALLS end",
            "c/tool-0 \"\" TOOL_CALLS end",
            "c/tool-1 \"\" TOOL_CALLS end");
    assertThat(topic.remembered()).isZero();
  }

  @Test
  void aWholeToolCallMayComeWithTheFinishReason() throws Exception {
    topic.say(choice(0, tool(0, "{")));

    assertThat(brief(topic.say(finished(0, tool(1, "{}"), "tool_calls"))))
        .containsExactly(
            "c \"\" TOOL_CALLS end",
            "c/tool-1 \"{}\" TOOL_CALLS end",
            "c/tool-0 \"\" TOOL_CALLS end");
  }

  @Test
  void theFunctionCallOfOldIsToolCallZero() throws Exception {
    assertThat(
            brief(topic.say(choice(0, "{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}"))))
        .containsExactly("c \"\"", "c/tool-0 \"{\"");
    assertThat(brief(topic.say(finished(0, "{}", "function_call"))))
        .containsExactly("c \"\" TOOL_CALLS end", "c/tool-0 \"\" TOOL_CALLS end");
  }

  @Test
  void theInputOfACustomToolIsAText() throws Exception {
    assertThat(
            brief(
                topic.say(
                    choice(
                        0,
                        "{\"tool_calls\":[{\"index\":0,\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"x\"}}]}"))))
        .containsExactly("c \"\"", "c/tool-0 \"x\"");
  }

  @Test
  void theTextsOfEachChoiceEndWithThatChoice() throws Exception {
    topic.say(choice(0, refusal("a")), choice(1, refusal("b")), choice(2, tool(5, "c")));

    assertThat(brief(topic.say(finished(1, "{}", "stop"))))
        .containsExactly("c#1 \"\" EOS_TOKEN end", "c#1/refusal \"\" EOS_TOKEN end");
    assertThat(brief(topic.say(finished(2, "{}", "stop"), finished(0, "{}", "stop"))))
        .containsExactly(
            "c#2 \"\" EOS_TOKEN end",
            "c#2/tool-5 \"\" EOS_TOKEN end",
            "c \"\" EOS_TOKEN end",
            "c/refusal \"\" EOS_TOKEN end");
    assertThat(topic.remembered()).isZero();
  }

  @Test
  void theEndOfOneCompletionDoesNotEndTheTextsOfAnother() throws Exception {
    topic.read("a", chunk("a", choice(0, tool(0, "{"))), Map.of());

    assertThat(brief(topic.read("b", chunk("b", finished(0, "{}", "stop")), Map.of())))
        .containsExactly("b \"\" EOS_TOKEN end");
    assertThat(topic.remembered()).isEqualTo(1);
  }

  @Test
  void whatHasBegunIsRememberedOverARestart() throws Exception {
    topic.say(choice(0, tool(0, "{\\ud83d")), choice(1, refusal("no")));
    topic.restart();

    assertThat(brief(topic.say(finished(0, "{}", "length"))))
        .containsExactly("c \"\" MAX_TOKENS end", "c/tool-0 \"\uFFFD\" MAX_TOKENS end");
    topic.restart();
    assertThat(brief(topic.say(finished(1, content("."), "stop"))))
        .containsExactly("c#1 \".\" EOS_TOKEN end", "c#1/refusal \"\" EOS_TOKEN end");
  }

  @Test
  void tokensOfARefusalGoWithIt() throws Exception {
    assertThat(topic.say("""
            {"index":0,"delta":{"refusal":"No"},
             "logprobs":{"content":null,"refusal":[{"token":"No","logprob":-1}]}}"""))
        .extracting(message -> message.payload())
        .extracting(element -> element == null ? null : element.getTokens())
        .containsExactly(null, List.of(new GeneratedToken("No", null, null, -1.0, null)));
  }

  @Test
  void aCompletionThatIsSilentForTooLongIsGivenUp() throws Exception {
    topic.say(choice(0, content("a")), choice(1, tool(0, "{")));
    for (int i = 1; i < Completions.MOST; i++) {
      topic.read("x" + i, chunk("x" + i, choice(0, refusal("r"))), Map.of());
    }
    assertThat(topic.remembered()).isEqualTo(Completions.MOST);

    assertThat(brief(topic.read("y", chunk("y", choice(0, refusal("r"))), Map.of())))
        .containsExactly(
            "y \"\"",
            "y/refusal \"r\"",
            "c#1/tool-0 RESOURCE_EXHAUSTED: completion 'c' was silent while 16384 others were not end");
    assertThat(topic.remembered()).isEqualTo(Completions.MOST);
    assertThat(topic.forgotten()).isEqualTo(1);
  }

  @Test
  void completionsOfTextAloneAreNotRemembered() throws Exception {
    topic.say(choice(0, content("a")), choice(1, content("b")));

    assertThat(topic.remembered()).isZero();
  }
}
