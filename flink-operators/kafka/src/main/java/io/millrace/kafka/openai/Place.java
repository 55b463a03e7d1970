package io.millrace.kafka.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kafka.record.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in a JSON document: what is there, and how it was reached, so that an error can name it. */
final class Place {

  private final @Nullable Place parent;
  private final String step;
  private final JsonNode node;

  private Place(@Nullable Place parent, String step, JsonNode node) {
    this.parent = parent;
    this.step = step;
    this.node = node;
  }

  static Place root(JsonNode document) {
    return new Place(null, "the value", document);
  }

  Place get(String name) {
    return new Place(this, name, node.path(name));
  }

  /** Whether there is nothing, or null. */
  boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  /** An object's place, or that of nothing. */
  Place asObject() throws UndecodableException {
    if (!isAbsent() && !node.isObject()) {
      throw refusal("an object");
    }
    return this;
  }

  /** The places in an array; none if it is absent. */
  List<Place> items() throws UndecodableException {
    if (isAbsent()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw refusal("an array");
    }
    List<Place> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Place(this, "[" + i + "]", node.path(i)));
    }
    return items;
  }

  Optional<String> text() throws UndecodableException {
    if (isAbsent()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw refusal("a string");
    }
    return Optional.of(node.textValue());
  }

  double number() throws UndecodableException {
    if (!node.isNumber()) {
      throw refusal("a number");
    }
    return node.doubleValue();
  }

  /** A whole number from 0 and below a limit. */
  int index(int limit) throws UndecodableException {
    if (!node.isInt() || node.intValue() < 0 || node.intValue() >= limit) {
      throw refusal("a whole number from 0 to " + (limit - 1));
    }
    return node.intValue();
  }

  UndecodableException refusal(String wanted) {
    return new UndecodableException(path() + " must be " + wanted + " but "
        + (node.isMissingNode() ? "is missing" : "was " + shown()));
  }

  private String shown() {
    if (node.isContainerNode()) {
      return node.isArray() ? "an array" : "an object";
    }
    String text = node.toString();
    return text.length() <= 40
        ? text
        : "a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " of "
            + text.length() + " characters";
  }

  private String path() {
    if (parent == null || parent.parent == null) {
      return step;
    }
    return parent.path() + (step.startsWith("[") ? step : "." + step);
  }
}
