package io.millrace.examples.chat;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryStream;
import io.millrace.openai.OpenAiModule;
import io.millrace.openai.OpenAiSettings;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model server that is turned to when it is first asked, and not before: a graph is also made where a job is built, to look
 * at it, and the server's key need not be there. What it holds then ends by itself when nothing is asked.
 */
final class ServerModel implements UnaryStream<ChatMessages, GeneratedTextStreamResult> {

  private final OpenAiSettings server;
  private @Nullable ModuleRunner<
          ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult>
      opened;

  private ServerModel(OpenAiSettings server) {
    this.server = server;
  }

  /** The model of a server, for conversations. */
  static ModuleRunner<ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult> of(
      OpenAiSettings server) {
    TaskModule module = TaskModule.named("chat-server", OpenAiModule.VERSION)
        .serves(StandardTasks.CHAT, as -> as.unaryStream(new ServerModel(server)))
        .build();
    return StandardTasks.CHAT.runner(module);
  }

  @Override
  public Stream<GeneratedTextStreamResult> run(ChatMessages conversation, Parameters parameters) {
    return runner().unaryStream(conversation, parameters);
  }

  private synchronized ModuleRunner<
          ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult>
      runner() {
    if (opened == null) {
      opened = StandardTasks.CHAT.runner(OpenAiModule.of(server));
    }
    return opened;
  }
}
