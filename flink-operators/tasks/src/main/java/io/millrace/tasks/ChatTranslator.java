package io.millrace.tasks;

import io.millrace.core.task.InputTranslator;
import io.millrace.core.task.StateType;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import java.util.stream.Stream;

/** A conversation as whole and message by message. */
final class ChatTranslator implements InputTranslator<ChatMessages, JoinedChat, ChatMessage> {

  @Override
  public StateType<JoinedChat> accumulatorType() {
    return StateType.of(JoinedChat.class);
  }

  @Override
  public JoinedChat create() {
    return JoinedChat.EMPTY;
  }

  @Override
  public JoinedChat add(JoinedChat accumulator, ChatMessage element) {
    return accumulator.plus(element);
  }

  @Override
  public ChatMessages finish(JoinedChat accumulator) {
    return accumulator.conversation();
  }

  @Override
  public Stream<ChatMessage> split(ChatMessages input) {
    return input.getMessages().stream();
  }
}
