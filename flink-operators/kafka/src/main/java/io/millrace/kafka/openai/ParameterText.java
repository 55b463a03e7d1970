package io.millrace.kafka.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.util.Map;

/** Parameters as a JSON object: {@code {"threshold": 0.3, "labels": ["EMAIL_ADDRESS"]}}. */
final class ParameterText {

  private static final int LONGEST = 16_384;

  /** What could be read in two ways is not read. */
  private static final ObjectReader OBJECT = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build()
      .readerFor(new TypeReference<Map<String, Object>>() {});

  private ParameterText() {}

  /** The text, or so much of one that is too long that it is still too long: it is remembered until it is read. */
  static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST + 1);
  }

  /**
   * The parameters.
   *
   * @throws StatusException INVALID_ARGUMENT, if the text is something else
   */
  static Parameters parse(String text) {
    if (text.isEmpty()) {
      return Parameters.NONE;
    }
    if (text.length() > LONGEST) {
      throw refusal("be at most " + LONGEST + " characters but has more");
    }
    Map<String, Object> values = read(text);
    values.forEach((name, value) -> {
      if (value == null) {
        throw refusal("have a value for each name but '" + name + "' has null");
      }
    });
    return Parameters.of(values);
  }

  private static Map<String, Object> read(String text) {
    try {
      Map<String, Object> values = OBJECT.readValue(text);
      if (values == null) {
        throw refusal("be a JSON object but was null");
      }
      return values;
    } catch (JsonProcessingException e) {
      throw refusal("be a JSON object but is not: " + e.getOriginalMessage());
    }
  }

  private static StatusException refusal(String wanted) {
    return Status.Code.INVALID_ARGUMENT
        .because("header 'parameters' must " + wanted)
        .asException();
  }
}
