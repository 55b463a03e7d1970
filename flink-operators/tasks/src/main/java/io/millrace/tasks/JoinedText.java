package io.millrace.tasks;

import java.util.List;

/**
 * A text under assembly: a value that grows without being copied each time.
 *
 * @param runs the text in pieces, each at least twice as long as the next
 */
public record JoinedText(List<String> runs) {

  static final JoinedText EMPTY = new JoinedText(List.of());

  JoinedText plus(String text) {
    return new JoinedText(
        Runs.append(runs, text, String::length, pieces -> String.join("", pieces)));
  }

  String text() {
    return String.join("", runs);
  }
}
