package io.millrace.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testkit.fuzz.Fuzzing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mutated streams of server-sent events: their chunks are read, or are no JSON. */
class StreamFuzzTest {

  private static final List<String> STREAMS = List.of("""
      : comment
      data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Gr\u00fc\u00dfe"}}]}

      event: message
      data: {"choices":[{"index":0,"delta":{"content":"\\ud83d"},
      data: "logprobs":{"content":[{"token":"a","logprob":-1.5,"top_logprobs":[]}]}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}

      data: [DONE]

      """, """
      \ufeffdata: {"choices":[{"delta":{"refusal":"no","tool_calls":[{"index":0,"function":{"name":"f","arguments":"{"}}]}}]}\r
      \r
      event: error\r
      data: {"error":{"message":"overloaded","code":503}}\r
      \r
      """);

  @Test
  void whateverComesIsReadOrIsNoJson() {
    Fuzzing.ofTexts("server-sent events", STREAMS, StreamFuzzTest::read)
        .withSpice("data:", "\n\n", "event: ", ":", "{", "[", "null", "\"", "1e999", "\\u0000")
        .refusing(JsonProcessingException.class)
        .check();
  }

  /** As {@link StreamedCall} takes what it is sent. */
  private static void read(byte[] stream) throws JsonProcessingException {
    EventReader events = new EventReader();
    AnswerReader answer = new AnswerReader(Optional.empty());
    for (String line : new String(stream, UTF_8).split("\r\n|\n|\r", -1)) {
      Optional<EventReader.Event> event = events.take(line);
      if (event.isPresent()) {
        take(answer, event.get().data().strip());
      }
    }
    answer.last();
  }

  private static void take(AnswerReader answer, String data) throws JsonProcessingException {
    if (data.equals("[DONE]")) {
      return;
    }
    JsonNode chunk = Json.read(data);
    if (!ErrorObject.isOne(chunk)) {
      answer.take(chunk);
    }
  }
}
