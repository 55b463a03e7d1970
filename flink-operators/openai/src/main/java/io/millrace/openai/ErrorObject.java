package io.millrace.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What a server says of an error.
 *
 * @param message for people
 * @param code a word for programs, or HTTP's number as text
 * @param type another word
 */
record ErrorObject(String message, String code, String type) {

  /** Waiting does not bring money. */
  private static final Set<String> OUT_OF_MONEY =
      Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

  /** The error in a body: OpenAI's object, FastAPI's {@code detail}, or a text. */
  static ErrorObject of(String body) {
    try {
      JsonNode root = Json.read(body);
      if (root.isObject()) {
        return of(root);
      }
    } catch (JsonProcessingException e) {
      // Proxies write HTML.
      return new ErrorObject(body, "", "");
    }
    return new ErrorObject(body, "", "");
  }

  /** The error in an object: wrapped in {@code error}, a text under that name, or the object itself. */
  static ErrorObject of(JsonNode root) {
    JsonNode error = root.path("error");
    if (error.isTextual()) {
      return new ErrorObject(error.textValue(), "", "");
    }
    JsonNode object = error.isObject() ? error : root;
    String message = Json.text(object, "message");
    String said = message.isEmpty() ? object.path("detail").asText("") : message;
    return new ErrorObject(
        said.isEmpty() ? object.toString() : said,
        object.path("code").asText(""),
        Json.text(object, "type"));
  }

  /** Whether a chunk is none but an error. */
  static boolean isOne(JsonNode root) {
    return Json.has(root, "error") || Json.text(root, "object").equals("error");
  }

  boolean isOutOfMoney() {
    return OUT_OF_MONEY.contains(code) || OUT_OF_MONEY.contains(type);
  }

  /** HTTP's number for it: its own, or that which servers have for its words otherwise. */
  int status() {
    if (code.matches("[45]\\d\\d")) {
      return Integer.parseInt(code);
    }
    if (isOutOfMoney()) {
      return 429;
    }
    int byCode = statusOf(code);
    return byCode != 500 ? byCode : statusOf(type);
  }

  private static int statusOf(String word) {
    return switch (word) {
      case "invalid_request_error",
          "context_length_exceeded",
          "BadRequestError",
          "exceed_context_size_error" -> 400;
      case "authentication_error", "invalid_api_key" -> 401;
      case "permission_error", "permission_denied" -> 403;
      case "not_found_error", "model_not_found", "NotFoundError" -> 404;
      case "rate_limit_exceeded", "rate_limit_error", "requests", "tokens" -> 429;
      case "overloaded_error", "unavailable_error", "service_unavailable" -> 503;
      case "timeout", "timeout_error" -> 504;
      default -> 500;
    };
  }
}
