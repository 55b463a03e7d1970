package io.millrace.core.action;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values and names as error messages show them. */
final class Shown {

  private static final int LONGEST = 80;

  private Shown() {}

  /** The class and the value, cut: {@code String ("hello")}. */
  static String value(Object value) {
    String text = value instanceof String s ? "\"" + s + "\"" : String.valueOf(value);
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return value.getClass().getSimpleName() + " (" + cut + ")";
  }

  /** Names in their order: {@code count, tracker}; {@code none} if there are none. */
  static String names(Collection<String> names) {
    return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
  }
}
