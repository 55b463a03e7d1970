package io.millrace.examples.quickstart;

import io.millrace.examples.terminal.Columns;
import io.millrace.examples.terminal.Style;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request's masked text as it grows, on one line. */
final class MaskedText {

  private static final Pattern LABEL = Pattern.compile("\\[[A-Z][A-Z_]+]");
  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  private final StringBuilder text = new StringBuilder();

  void add(String piece) {
    text.append(piece);
  }

  /** The text on one line, whole. */
  String line() {
    return BREAKS.matcher(text).replaceAll(" ⏎ ");
  }

  /** As much of the end as fits, the labels in colour. */
  String tail(int columns, boolean coloured) {
    String line = line();
    String tail = Columns.of(line) <= columns ? line : "…" + Columns.tail(line, columns - 1);
    return painted(line, line.length() - tail.length(), tail, coloured);
  }

  /** As much of the beginning as fits, the labels in colour. */
  String head(int columns, boolean coloured) {
    String line = line();
    String head = Columns.of(line) <= columns ? line : Columns.head(line, columns - 1) + "…";
    return painted(line, 0, head, coloured);
  }

  /** Labels are looked for in the whole line: one that was cut at the edge is still a label. */
  private static String painted(String line, int shift, String shown, boolean coloured) {
    StringBuilder painted = new StringBuilder();
    int done = 0;
    Matcher labels = LABEL.matcher(line);
    while (labels.find()) {
      int from = Math.max(done, labels.start() - shift);
      int to = Math.min(shown.length(), labels.end() - shift);
      if (from < to) {
        painted
            .append(shown, done, from)
            .append(Style.ENTITY.of(shown.substring(from, to), coloured));
        done = to;
      }
    }
    return painted.append(shown, done, shown.length()).toString();
  }
}
