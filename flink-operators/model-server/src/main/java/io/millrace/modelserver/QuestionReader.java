package io.millrace.modelserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a question from a request's body. */
final class QuestionReader {

  private QuestionReader() {}

  /** Thrown for what is no question, with what is wrong. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  static Question read(boolean chat, String body, Map<String, String> headers)
      throws UnreadableException {
    JsonNode root = parse(body);
    List<String> messages = chat ? messages(root.path("messages")) : prompts(root.path("prompt"));
    if (messages.isEmpty()) {
      throw new UnreadableException(
          (chat ? "messages" : "prompt") + " must hold one at least but is missing");
    }
    JsonNode maxTokens = root.path("max_tokens").isMissingNode()
        ? root.path("max_completion_tokens")
        : root.path("max_tokens");
    return new Question(
        chat,
        messages,
        root.path("model").asText(""),
        root.path("stream").asBoolean(false),
        root.path("stream_options").path("include_usage").asBoolean(false),
        number(maxTokens),
        prompts(root.path("stop")),
        number(root.path("seed")),
        headers);
  }

  private static JsonNode parse(String body) throws UnreadableException {
    try {
      JsonNode root = Json.read(body);
      if (root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableException("the body must be JSON but is not: " + e.getOriginalMessage());
    }
    throw new UnreadableException("the body must be a JSON object but is not");
  }

  private static List<String> messages(JsonNode messages) {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : messages) {
      texts.add(content(message.path("content")));
    }
    return texts;
  }

  /** A text, or parts of which some are texts. */
  private static String content(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  private static List<String> prompts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    if (oneOrMany.isTextual()) {
      texts.add(oneOrMany.textValue());
    }
    oneOrMany.forEach(text -> texts.add(text.asText("")));
    return texts;
  }

  private static Optional<Long> number(JsonNode number) {
    return number.isIntegralNumber() ? Optional.of(number.longValue()) : Optional.empty();
  }
}
