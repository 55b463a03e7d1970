package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.Parameters;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import io.millrace.schemas.ToolCall;
import io.millrace.tasks.StandardTasks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is sent to a server. */
class RequestsTest {

  private static final String ANSWER = OneAnswer.json(
      200,
      "{\"choices\":[{\"message\":{\"content\":\"a\"},\"text\":\"\",\"finish_reason\":\"stop\"}]}");

  private static final Parameters ALL = Parameters.of(Map.of(
      "temperature", 0.5,
      "top_p", 0.9,
      "max_tokens", 7,
      "stop", List.of("END"),
      "seed", 42,
      "n", 1,
      "frequency_penalty", -1,
      "presence_penalty", 1));

  private static String text(
      UnaryOperator<OpenAiSettings.Builder> with, String prompt, Parameters parameters)
      throws Exception {
    try (var server = new OneAnswer(ANSWER);
        var module =
            OpenAiModule.of(with.apply(OpenAiSettings.of(server.baseUrl(), "m")).build())) {
      StandardTasks.TEXT_GENERATION.runner(module).unaryUnary(prompt, parameters);
      return server.asked.get();
    }
  }

  private static String chat(UnaryOperator<OpenAiSettings.Builder> with, ChatMessage... messages)
      throws Exception {
    try (var server = new OneAnswer(ANSWER);
        var module =
            OpenAiModule.of(with.apply(OpenAiSettings.of(server.baseUrl(), "m")).build())) {
      StandardTasks.CHAT.runner(module).unaryUnary(new ChatMessages(List.of(messages)));
      return server.asked.get();
    }
  }

  private static JsonNode body(String request) throws Exception {
    String utf8 = new String(request.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return Json.read(utf8.substring(utf8.indexOf("\r\n\r\n")));
  }

  private static ChatMessage message(String role, String content) {
    return new ChatMessage(role, content, null, null);
  }

  @Test
  void aPromptIsAUsersMessage() throws Exception {
    String request = text(settings -> settings, "Grüße 😀", Parameters.NONE);

    assertThat(request).startsWith("POST /v1/chat/completions HTTP/1.1\r\n");
    assertThat(body(request))
        .isEqualTo(Json.read(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüße 😀\"}]}"));
  }

  @Test
  void parametersAreSentAsTheyAreGiven() throws Exception {
    JsonNode body = body(text(settings -> settings, "p", ALL));

    assertThat(body)
        .isEqualTo(
            Json.read("{\"messages\":[{\"content\":\"p\",\"role\":\"user\"}],\"model\":\"m\","
                + "\"temperature\":0.5,\"top_p\":0.9,\"max_tokens\":7,\"stop\":[\"END\"],\"seed\":42,"
                + "\"frequency_penalty\":-1.0,\"presence_penalty\":1.0}"));
  }

  @Test
  void aStreamIsAskedForWithItsUsage() throws Exception {
    try (var server = new OneAnswer(ANSWER);
        var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m").build())) {
      Asking.pieces(StandardTasks.TEXT_GENERATION.runner(module), Parameters.NONE);
      JsonNode body = body(server.asked.get());
      assertThat(body.path("stream").booleanValue()).isTrue();
      assertThat(body.path("stream_options").path("include_usage").booleanValue())
          .isTrue();
    }
  }

  @Test
  void theSystemPromptComesFirstAndTheExtraBodyBeside() throws Exception {
    JsonNode body = body(text(
        settings ->
            settings.systemPrompt("Be brief.").extraBody("{\"top_k\":5,\"temperature\":0.1}"),
        "p",
        Parameters.of("temperature", 0.7)));

    assertThat(body.path("messages"))
        .isEqualTo(
            Json.read(
                "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"p\"}]"));
    assertThat(body.path("top_k").intValue()).isEqualTo(5);
    assertThat(body.path("temperature").doubleValue()).isEqualTo(0.7);
  }

  @Test
  void theOtherEndpointTakesThePromptAsItStands() throws Exception {
    String request = text(
        settings -> settings.endpoint(Endpoint.COMPLETIONS), "Once upon", Parameters.of("seed", 1));

    assertThat(request).startsWith("POST /v1/completions HTTP/1.1\r\n");
    assertThat(body(request))
        .isEqualTo(Json.read("{\"model\":\"m\",\"prompt\":\"Once upon\",\"seed\":1}"));
  }

  @Test
  void aConversationIsSentMessageByMessage() throws Exception {
    String request = chat(
        settings -> settings.endpoint(Endpoint.COMPLETIONS),
        message("system", "s"),
        message("developer", "d"),
        message("user", "u"),
        new ChatMessage("assistant", "", List.of(new ToolCall("c1", "look", "{}")), null),
        new ChatMessage("tool", "found", null, "c1"),
        message("assistant", "a"));

    assertThat(request).startsWith("POST /v1/chat/completions HTTP/1.1\r\n");
    assertThat(body(request).path("messages"))
        .isEqualTo(Json.read(
            "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"developer\",\"content\":\"d\"},"
                + "{\"role\":\"user\",\"content\":\"u\"},"
                + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"content\":\"found\",\"tool_call_id\":\"c1\"},"
                + "{\"role\":\"assistant\",\"content\":\"a\"}]"));
  }

  @Test
  void whatCannotBeAskedIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> chat(settings -> settings, message("robot", "x")))
        .hasMessage(
            "INVALID_ARGUMENT: a message's role must be system, developer, user, assistant or tool but was \"robot\"");
    assertThatThrownBy(() -> chat(settings -> settings, message("tool", "x")))
        .hasMessage(
            "INVALID_ARGUMENT: a tool's message must name the call that it answers but names none");
    assertThatThrownBy(() -> chat(settings -> settings))
        .hasMessage("INVALID_ARGUMENT: a conversation must hold a message at least but is empty");
    assertThatThrownBy(() -> text(settings -> settings, "p", Parameters.of("n", 2)))
        .hasMessage("INVALID_ARGUMENT: parameter 'n' must be 1, as a request gets one text "
            + "(send a request for each answer wanted) but was 2");
  }
}
