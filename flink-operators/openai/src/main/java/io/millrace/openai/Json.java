package io.millrace.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Reads JSON that others wrote: what is not there, or is something else, is absent. */
final class Json {

  private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build())
      .build()
      .reader();

  private Json() {}

  static JsonNode read(String text) throws JsonProcessingException {
    return READER.readTree(text);
  }

  /** A text; empty if there is none. */
  static String text(JsonNode object, String field) {
    return Optional.ofNullable(object.path(field).textValue()).orElse("");
  }

  /** A whole number, if there is one. */
  static Optional<Long> number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isIntegralNumber() ? Optional.of(value.longValue()) : Optional.empty();
  }

  /** Whether there is something, be it an object, a text or an array. */
  static boolean has(JsonNode object, String field) {
    return object.hasNonNull(field);
  }
}
