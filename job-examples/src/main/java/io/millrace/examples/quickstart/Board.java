package io.millrace.examples.quickstart;

import io.millrace.core.Status;
import io.millrace.examples.terminal.Columns;
import io.millrace.examples.terminal.Style;
import io.millrace.examples.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of the requests under way, as lines. Used by one thread. */
final class Board {

  private static final int NAME = 16;
  private static final int FRAME = 3;

  private final Map<String, MaskedText> underway = new LinkedHashMap<>();
  private final Map<String, MaskedText> ended = new LinkedHashMap<>();
  private long requests;
  private long failures;
  private long entities;

  /** A piece of a request's masked text. */
  void masked(String requestId, String piece) {
    underway.computeIfAbsent(requestId, id -> new MaskedText()).add(piece);
  }

  /** So many entities more. */
  void found(int count) {
    entities += count;
  }

  /** A request's masked text is whole. */
  void ended(String requestId, Status status) {
    requests++;
    MaskedText text = underway.remove(requestId);
    if (!status.isOk()) {
      failures++;
    }
    // A choice that refuses or calls a tool has a text of its own, and says nothing in it.
    if (text != null) {
      ended.put(requestId, text);
    }
  }

  /** How many requests ended. */
  long requests() {
    return requests;
  }

  /** How many entities were found. */
  long entities() {
    return entities;
  }

  /** The lines that change: as many requests as fit, and what is counted. */
  List<String> block(Terminal terminal, String note) {
    List<String> lines = new ArrayList<>();
    boolean coloured = terminal.coloured();
    int left = Math.max(1, terminal.height() - FRAME - 1);
    lines.add("");
    for (Map.Entry<String, MaskedText> each : underway.entrySet()) {
      if (left-- > 0) {
        String text = each.getValue().tail(terminal.width() - NAME - 1, coloured);
        lines.add(Style.DIM.of(name(each.getKey()), coloured) + text);
      }
    }
    lines.add("");
    lines.add(Style.BOLD.of(Columns.head(counts() + note, terminal.width() - 1), coloured));
    return lines;
  }

  /** The requests that ended since this was asked last, each a line that fits; without a terminal, each a whole line. */
  List<String> takeEnded(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    boolean coloured = terminal.coloured();
    ended.forEach((id, text) -> lines.add(
        terminal.watched()
            ? Style.GREEN.of(name(id), coloured) + text.head(terminal.width() - NAME - 1, coloured)
            : name(id) + text.line()));
    ended.clear();
    return lines;
  }

  private String counts() {
    return "%d requests ended, %d under way, %d failed; %d entities"
        .formatted(requests, underway.size(), failures, entities);
  }

  /** The end of a completion's id, with what makes it a request of its own. */
  private static String name(String requestId) {
    int own = requestId.replaceAll("[#/].*", "").length();
    String name = requestId.substring(Math.max(0, own - 5));
    return Columns.pad(Columns.head(name, NAME - 1), NAME);
  }
}
