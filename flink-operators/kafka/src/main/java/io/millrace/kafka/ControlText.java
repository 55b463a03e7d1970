package io.millrace.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.flink.ModuleControl;
import io.millrace.kafka.record.UndecodableException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A control message as a JSON object: {@code {"operator": "entities", "module": "s3://models/pii/2", "defaults":
 * {"threshold": 0.4}}}, of which {@code module} or {@code defaults} may be absent or null.
 */
final class ControlText {

  private static final String OPERATOR = "operator";
  private static final String MODULE = "module";
  private static final String DEFAULTS = "defaults";
  private static final Set<String> FIELDS = new TreeSet<>(Set.of(OPERATOR, MODULE, DEFAULTS));

  /** What could be read in two ways is not read. */
  private static final ObjectReader OBJECT = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build()
      .readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

  private ControlText() {}

  /**
   * Reads one.
   *
   * @throws UndecodableException if it is something else
   */
  static ModuleControl parse(byte[] json) throws UndecodableException {
    Map<String, @Nullable Object> fields = fields(json);
    Set<String> unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw new UndecodableException(
          "a control has the fields " + FIELDS + " but this one has " + unknown + " too");
    }
    String operator = text(OPERATOR, fields);
    if (operator == null) {
      throw new UndecodableException("a control must have a field 'operator' but has none");
    }
    try {
      return new ModuleControl(operator, text(MODULE, fields), defaults(fields));
    } catch (IllegalArgumentException e) {
      throw new UndecodableException(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, @Nullable Object> fields(byte[] json) throws UndecodableException {
    try {
      Map<String, @Nullable Object> fields = OBJECT.readValue(json);
      if (fields == null) {
        throw new UndecodableException("a control must be a JSON object but was null");
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new UndecodableException(
          "a control must be a JSON object but is not: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UndecodableException("a control must be a JSON object but is not: " + e);
    }
  }

  private static @Nullable String text(String field, Map<String, @Nullable Object> fields)
      throws UndecodableException {
    Object value = fields.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new UndecodableException("a control's " + field + " must be a text but was " + value);
  }

  private static @Nullable Parameters defaults(Map<String, @Nullable Object> fields)
      throws UndecodableException {
    Object value = fields.get(DEFAULTS);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> given)) {
      throw new UndecodableException("a control's defaults must be an object but were " + value);
    }
    Map<String, @Nullable Object> defaults = new TreeMap<>();
    given.forEach((name, each) -> defaults.put(String.valueOf(name), each));
    try {
      return Parameters.of(defaults);
    } catch (StatusException e) {
      throw new UndecodableException(e.status().message());
    }
  }
}
