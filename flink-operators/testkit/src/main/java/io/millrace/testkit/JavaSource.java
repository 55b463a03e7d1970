package io.millrace.testkit;

import io.millrace.core.Parameters;
import java.util.Collection;
import java.util.stream.Collectors;

/** Writes values as Java source, so that a failure can be pasted into a test. */
final class JavaSource {

  private JavaSource() {}

  /** The text as a literal; what cannot be seen, or changes what stands beside it, is escaped. */
  static String literal(String text) {
    StringBuilder source = new StringBuilder("\"");
    text.codePoints().forEach(c -> source.append(escaped(c)));
    return source.append('"').toString();
  }

  /** The call that gives a check these parameters; nothing if there are none. */
  static String call(Parameters parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    return parameters.asMap().entrySet().stream()
        .map(entry -> literal(entry.getKey()) + ", " + value(entry.getValue()))
        .collect(Collectors.joining(", ", ".parameters(Parameters.of(Map.of(", ")))"));
  }

  private static String value(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream()
          .map(JavaSource::value)
          .collect(Collectors.joining(", ", "List.of(", ")"));
    }
    if (value instanceof String text) {
      return literal(text);
    }
    return value instanceof Long ? value + "L" : value.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c == ' ' || isPlain(c) ? Character.toString(c) : unicode(c);
    };
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK -> false;
      default -> true;
    };
  }

  private static String unicode(int c) {
    StringBuilder units = new StringBuilder();
    for (char unit : Character.toChars(c)) {
      units.append(String.format("\\u%04x", (int) unit));
    }
    return units.toString();
  }
}
