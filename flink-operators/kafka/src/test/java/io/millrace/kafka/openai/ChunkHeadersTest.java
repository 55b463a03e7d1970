package io.millrace.kafka.openai;

import static io.millrace.kafka.openai.ChunkTopic.brief;
import static io.millrace.kafka.openai.ChunkTopic.choice;
import static io.millrace.kafka.openai.ChunkTopic.content;
import static io.millrace.kafka.openai.ChunkTopic.finished;
import static io.millrace.kafka.openai.ChunkTopic.refusal;
import static io.millrace.kafka.openai.ChunkTopic.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What records say in their headers: numbers and attempts, parameters, and what travels along. */
class ChunkHeadersTest {

  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final ChunkTopic topic = new ChunkTopic();

  @Test
  void numbersAndAttemptsAreThoseOfTheMessage() throws Exception {
    Message<GeneratedTextStreamResult> message = topic
        .say(Map.of("sequence", "12", "attempt", "2"), choice(1, content("a")))
        .get(0);

    assertThat(message.requestId()).isEqualTo("c#1");
    assertThat(message.sequence()).isEqualTo(12);
    assertThat(message.attempt()).isEqualTo(2);
    assertThat(message.origin()).isNotNull();
  }

  @Test
  void anAttemptNeedsNoNumber() throws Exception {
    Message<GeneratedTextStreamResult> message =
        topic.say(Map.of("attempt", "1"), choice(0, content("a"))).get(0);

    assertThat(message.sequence()).isEqualTo(Message.UNSEQUENCED);
    assertThat(message.attempt()).isEqualTo(1);
  }

  @Test
  void theOtherTextsOfANumberedChoiceGoByPosition() throws Exception {
    assertThat(topic.say(numbered(0), choice(0, tool(0, "{"))))
        .extracting(Message::sequence)
        .containsExactly(0L, Message.UNSEQUENCED);
  }

  @Test
  void aDuplicateOfANumberedRecordDoesNotRepeatTheOtherTexts() throws Exception {
    topic.say(numbered(0), choice(0, tool(0, "{")));
    topic.say(numbered(1), choice(0, tool(0, "}")));
    topic.restart();

    assertThat(brief(topic.say(numbered(1), choice(0, tool(0, "}"))))).containsExactly("c \"\"");
    assertThat(brief(topic.say(numbered(0), choice(0, tool(0, "{"))))).containsExactly("c \"\"");
    assertThat(brief(topic.say(numbered(2), finished(0, "{}", "tool_calls"))))
        .containsExactly("c \"\" TOOL_CALLS end", "c/tool-0 \"\" TOOL_CALLS end");
  }

  @Test
  void aGapEndsTheOtherTextsForTheyMayHaveLostAPiece() throws Exception {
    topic.say(numbered(4), choice(0, tool(0, "{")));

    assertThat(brief(topic.say(numbered(6), choice(0, tool(0, "}")), choice(1, refusal("no")))))
        .containsExactly(
            "c \"\"",
            "c/tool-0 DATA_LOSS: record 6 of choice 0 came when 5 was due end",
            "c#1 \"\"",
            "c#1/refusal \"no\"");
  }

  @Test
  void aHigherAttemptBeginsAgain() throws Exception {
    topic.say(choice(0, tool(0, "{")), choice(1, refusal("no")));

    assertThat(brief(topic.say(Map.of("attempt", "1"), choice(0, tool(3, "[")))))
        .containsExactly(
            "c/tool-0 ABORTED: attempt 1 began end",
            "c#1/refusal ABORTED: attempt 1 began end",
            "c \"\"",
            "c/tool-3 \"[\"");
    assertThat(topic.say(Map.of("attempt", "1"), finished(0, "{}", "stop")))
        .extracting(Message::requestId)
        .containsExactly("c", "c/tool-3");
  }

  @Test
  void theEndOfASupersededTextIsOfItsAttempt() throws Exception {
    topic.say(Map.of("attempt", "3"), choice(0, tool(0, "{")));

    assertThat(topic.say(Map.of("attempt", "5"), choice(0, content("a"))))
        .extracting(Message::attempt)
        .containsExactly(3, 5);
  }

  @Test
  void aLowerAttemptLeavesTheOtherTextsAlone() throws Exception {
    topic.say(Map.of("attempt", "1"), choice(0, tool(0, "{")));

    assertThat(brief(topic.say(finished(0, tool(0, "}"), "stop"))))
        .containsExactly("c \"\" EOS_TOKEN end");
    assertThat(topic.remembered()).isEqualTo(1);
  }

  @Test
  void traceContextTravelsAndBaggageDoesNot() throws Exception {
    assertThat(topic.say(
            Map.of("traceparent", PARENT, "tracestate", "a=1", "baggage", "user=ann", "x", "y"),
            choice(0, content("a"))))
        .extracting(Message::headers)
        .containsExactly(Map.of("traceparent", PARENT, "tracestate", "a=1"));
  }

  @Test
  void aTraceContextThatIsNoneStaysBehind() throws Exception {
    assertThat(topic.say(Map.of("traceparent", "0".repeat(1025)), choice(0, content("a"))))
        .extracting(Message::headers)
        .containsExactly(Map.of());
  }

  @Test
  void parametersAreAJsonObject() throws Exception {
    assertThat(topic.say(Map.of("parameters", """
                {"threshold":0.5,"labels":["URL"],"entities.deep":true,"most":3,"name":"x"}"""), choice(0, content("a"))))
        .extracting(Message::parameters)
        .containsExactly(Parameters.of(Map.of(
            "threshold",
            0.5,
            "labels",
            List.of("URL"),
            "entities.deep",
            true,
            "most",
            3,
            "name",
            "x")));
  }

  @Test
  void textsThatBeginLaterHaveWhatTheFirstRecordSaid() throws Exception {
    Map<String, String> first = Map.of("traceparent", PARENT, "parameters", "{\"threshold\":0.25}");
    topic.say(first, choice(0, content("a")));
    topic.restart();

    assertThat(topic.say(choice(0, content("b")), choice(1, tool(0, "{"))))
        .satisfiesExactly(
            own -> {
              assertThat(own.headers()).isEmpty();
              assertThat(own.parameters().isEmpty()).isTrue();
            },
            second -> {
              assertThat(second.headers()).containsEntry("traceparent", PARENT);
              assertThat(second.parameters()).isEqualTo(Parameters.of("threshold", 0.25));
            },
            tool -> {
              assertThat(tool.requestId()).isEqualTo("c#1/tool-0");
              assertThat(tool.headers()).containsEntry("traceparent", PARENT);
              assertThat(tool.parameters()).isEqualTo(Parameters.of("threshold", 0.25));
            });
    topic.say(finished(0, "{}", "stop"), finished(1, "{}", "stop"));
    assertThat(topic.remembered()).isZero();
  }

  @Test
  void parametersOnEveryRecordAreReadFromTheFirst() throws Exception {
    Map<String, String> always = Map.of("parameters", "{\"threshold\":0.25}");
    topic.say(always, choice(0, content("a")));

    assertThat(topic.say(always, choice(0, content("b"))).get(0).parameters().isEmpty())
        .isTrue();
  }

  @Test
  void ofNumberedRecordsOnlyTheFirstHasParameters() throws Exception {
    String parameters = "{\"threshold\":0.25}";
    Map<String, String> second = Map.of("sequence", "1", "parameters", parameters);
    Map<String, String> first = Map.of("sequence", "0", "parameters", parameters);

    assertThat(topic.say(second, choice(0, content("b"))).get(0).parameters().isEmpty())
        .isTrue();
    assertThat(topic.say(first, choice(0, content("a"))).get(0).parameters())
        .isEqualTo(Parameters.of("threshold", 0.25));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|be a JSON object but is not: Cannot deserialize value of type"
            + " `java.util.LinkedHashMap<java.lang.String,java.lang.Object>` from Array value (token"
            + " `JsonToken.START_ARRAY`)",
        "{\"a\":null}|have a value for each name but 'a' has null",
        "null|be a JSON object but was null"
      })
  void parametersNobodyCanReadEndTheRequest(String parameters, String wanted) throws Exception {
    assertThat(brief(topic.say(Map.of("parameters", parameters), choice(0, content("a")))))
        .containsExactly("c INVALID_ARGUMENT: header 'parameters' must " + wanted + " end");
  }

  @Test
  void parametersOfAnotherTypeEndTheRequest() throws Exception {
    assertThat(brief(topic.say(Map.of("parameters", "{\"a\":{}}"), choice(0, content("a")))))
        .containsExactly(
            "c INVALID_ARGUMENT: parameter 'a' must be a boolean, a number, a string or a list of strings but was {}"
                + " end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}{\"a\":2}", "{\"a\":1,\"a\":2}", "{\"a\":1", "[1]"})
  void parametersThatAreNotOneObjectEndTheRequest(String parameters) throws Exception {
    assertThat(brief(topic.say(Map.of("parameters", parameters), choice(0, content("a")))))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("c INVALID_ARGUMENT: header 'parameters' must be a JSON object but is not: ")
        .endsWith(" end");
  }

  @Test
  void parametersThatAreTooLongEndTheRequest() throws Exception {
    String tooLong = "{\"a\":\"" + "a".repeat(20_000) + "\"}";

    assertThat(brief(topic.say(Map.of("parameters", tooLong), choice(0, tool(0, "{")))))
        .containsExactly(
            "c INVALID_ARGUMENT: header 'parameters' must be at most 16384 characters but has more end",
            "c/tool-0 INVALID_ARGUMENT: header 'parameters' must be at most 16384 characters but has more end");
  }

  private static Map<String, String> numbered(int sequence) {
    return Map.of("sequence", Integer.toString(sequence));
  }
}
