package io.millrace.openai;

import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import java.util.List;
import java.util.Map;

/** Makes requests of inputs. What cannot be asked is refused here, before anything is sent. */
// The stream that OpenAI's client would make of a response is never made: the transport has the
// lines.
@SuppressWarnings("MustBeClosedChecker")
final class Asks {

  private static final ChatCompletionStreamOptions WITH_USAGE =
      ChatCompletionStreamOptions.builder().includeUsage(true).build();

  private final OpenAiSettings settings;

  Asks(OpenAiSettings settings) {
    this.settings = settings;
  }

  /** A text to be generated from a prompt. */
  Ask text(String prompt, Parameters parameters) {
    return settings.endpoint() == Endpoint.COMPLETIONS
        ? completion(prompt, parameters)
        : chat(new ChatMessages(List.of(new ChatMessage("user", prompt, null, null))), parameters);
  }

  /** A conversation to be gone on with. */
  Ask chat(ChatMessages conversation, Parameters parameters) {
    if (conversation.getMessages().isEmpty()) {
      throw Status.Code.INVALID_ARGUMENT
          .because("a conversation must hold a message at least but is empty")
          .asException();
    }
    var params = ChatCompletionCreateParams.builder()
        .model(settings.model())
        .messages(List.of())
        .putAllAdditionalBodyProperties(RequestBody.of(settings, parameters));
    if (!settings.systemPrompt().isEmpty()) {
      params.addSystemMessage(settings.systemPrompt());
    }
    conversation.getMessages().forEach(message -> Speech.add(message, params));
    return (client, stream) -> {
      var completions = client.chat().completions().withRawResponse();
      return stream
          ? completions.createStreaming(params.streamOptions(WITH_USAGE).build())
          : completions.create(params.build());
    };
  }

  private Ask completion(String prompt, Parameters parameters) {
    Map<String, JsonValue> body = RequestBody.of(settings, parameters);
    var params = CompletionCreateParams.builder()
        .model(settings.model())
        .prompt(prompt)
        .putAllAdditionalBodyProperties(body);
    return (client, stream) -> {
      var completions = client.completions().withRawResponse();
      return stream
          ? completions.createStreaming(params.streamOptions(WITH_USAGE).build())
          : completions.create(params.build());
    };
  }
}
