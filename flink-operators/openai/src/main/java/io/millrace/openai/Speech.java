package io.millrace.openai;

import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ToolCall;
import java.util.List;
import java.util.Optional;

/** A message of a conversation in the words of OpenAI's client. */
final class Speech {

  private Speech() {}

  static void add(ChatMessage message, ChatCompletionCreateParams.Builder params) {
    switch (message.getRole()) {
      case "system" -> params.addSystemMessage(message.getContent());
      case "developer" -> params.addDeveloperMessage(message.getContent());
      case "user" -> params.addUserMessage(message.getContent());
      case "assistant" -> params.addMessage(assistant(message));
      case "tool" -> params.addMessage(tool(message));
      default ->
        throw refusal(
            "a message's role must be system, developer, user, assistant or tool but was \""
                + message.getRole() + "\"");
    }
  }

  private static ChatCompletionAssistantMessageParam assistant(ChatMessage message) {
    var params = ChatCompletionAssistantMessageParam.builder();
    List<ToolCall> calls = Optional.ofNullable(message.getToolCalls()).orElse(List.of());
    if (calls.isEmpty() || !message.getContent().isEmpty()) {
      params.content(message.getContent());
    }
    calls.forEach(call -> params.addToolCall(ChatCompletionMessageFunctionToolCall.builder()
        .id(call.getId())
        .function(ChatCompletionMessageFunctionToolCall.Function.builder()
            .name(call.getName())
            .arguments(call.getArguments())
            .build())
        .build()));
    return params.build();
  }

  private static ChatCompletionToolMessageParam tool(ChatMessage message) {
    String call = Optional.ofNullable(message.getToolCallId())
        .orElseThrow(
            () -> refusal("a tool's message must name the call that it answers but names none"));
    return ChatCompletionToolMessageParam.builder()
        .content(message.getContent())
        .toolCallId(call)
        .build();
  }

  private static StatusException refusal(String message) {
    return Status.Code.INVALID_ARGUMENT.because(message).asException();
  }
}
