package io.millrace.examples.chat;

import io.millrace.core.action.Field;
import io.millrace.core.action.State;
import java.util.List;

/** What a conversation takes and remembers. */
final class ChatFields {

  /** The input: what is asked. In the state: the same with its entities masked. */
  static final Field<String> PROMPT = Field.ofString("prompt");

  /** The labels of the entities that the last prompt held. */
  static final Field<List<String>> FOUND = Field.listOf("found", String.class);

  /** The last turns, the oldest first. */
  static final Field<List<Turn>> HISTORY = Field.listOf("history", Turn.class);

  /** What the turns before those came to, in the model's words; empty if there are none. */
  static final Field<String> SUMMARY = Field.ofString("summary");

  /** A conversation in which nothing was said. */
  static final State NEW = State.of(HISTORY, List.of()).update(SUMMARY, "");

  private ChatFields() {}
}
