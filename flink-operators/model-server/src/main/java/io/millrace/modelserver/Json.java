package io.millrace.modelserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** JSON as OpenAI's API has it. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of JSON must be writable", e);
    }
  }

  static String error(String message) {
    ObjectNode error = object();
    error.putObject("error").put("message", message).put("type", "replay").putNull("code");
    return write(error);
  }

  static String models(String model) {
    ObjectNode list = object().put("object", "list");
    list.putArray("data")
        .addObject()
        .put("id", model)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "millrace");
    return write(list);
  }
}
