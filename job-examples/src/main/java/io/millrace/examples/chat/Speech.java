package io.millrace.examples.chat;

import io.millrace.core.action.State;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import java.util.ArrayList;
import java.util.List;

/** What the model is given to go on with. */
final class Speech {

  static final String SHORTEN =
      "Summarise our conversation so far in at most 200 words. Keep names, numbers, decisions"
          + " and open questions, and say nothing else.";

  static final String BEFORE = "What was said earlier in this conversation, in short: ";

  private Speech() {}

  /** The conversation, and a prompt. */
  static ChatMessages with(String prompt, State state) {
    return after(state.get(ChatFields.SUMMARY), state.get(ChatFields.HISTORY), prompt);
  }

  /** The turns to be summarised, with the summary of those before, and the request to do so. */
  static ChatMessages shorten(String summary, List<Turn> turns) {
    return after(summary, turns, SHORTEN);
  }

  private static ChatMessages after(String summary, List<Turn> turns, String last) {
    List<ChatMessage> messages = new ArrayList<>();
    if (!summary.isEmpty()) {
      messages.add(message("system", BEFORE + summary));
    }
    for (Turn turn : turns) {
      messages.add(message("user", turn.prompt()));
      messages.add(message("assistant", turn.answer()));
    }
    messages.add(message("user", last));
    return new ChatMessages(messages);
  }

  private static ChatMessage message(String role, String content) {
    return new ChatMessage(role, content, null, null);
  }
}
