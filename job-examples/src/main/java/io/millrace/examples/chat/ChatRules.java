package io.millrace.examples.chat;

import io.millrace.text.pii.BuiltIn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a conversation keeps, and what it does not take.
 *
 * @param turns how many turns are kept word for word; of more, the older half is summarised
 * @param refused the labels of entities with which a prompt is not answered; all others are masked
 */
record ChatRules(int turns, List<String> refused) implements Serializable {

  /** 20 turns, and no prompt is refused. */
  static final ChatRules DEFAULT = new ChatRules(20, List.of());

  /** Validates the number, and that the labels are known. */
  ChatRules {
    if (turns < 1) {
      throw new IllegalArgumentException("turns must be at least 1 but were " + turns);
    }
    List<String> unknown = new ArrayList<>(refused);
    unknown.removeAll(BuiltIn.LABELS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "refused labels must be of " + BuiltIn.LABELS + " but were " + unknown);
    }
    refused = List.copyOf(refused);
  }

  /** How many of the newest turns a summary leaves word for word. */
  int leftBySummary() {
    return turns / 2;
  }

  /** The labels of these with which a prompt is not answered. */
  List<String> refusedOf(List<String> found) {
    return found.stream().filter(refused::contains).toList();
  }
}
