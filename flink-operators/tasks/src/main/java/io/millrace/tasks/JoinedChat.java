package io.millrace.tasks;

import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation under assembly: a value that grows without being copied each time.
 *
 * @param runs the messages in pieces, each at least twice as long as the next
 */
public record JoinedChat(List<ChatMessages> runs) {

  static final JoinedChat EMPTY = new JoinedChat(List.of());

  JoinedChat plus(ChatMessage message) {
    return new JoinedChat(Runs.append(
        runs,
        new ChatMessages(List.of(message)),
        run -> run.getMessages().size(),
        JoinedChat::join));
  }

  ChatMessages conversation() {
    return join(runs);
  }

  private static ChatMessages join(List<ChatMessages> pieces) {
    List<ChatMessage> messages = new ArrayList<>();
    pieces.forEach(piece -> messages.addAll(piece.getMessages()));
    return new ChatMessages(messages);
  }
}
