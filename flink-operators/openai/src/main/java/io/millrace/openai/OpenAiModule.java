package io.millrace.openai;

import io.millrace.core.task.Serving;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.Map;

/**
 * Text generation and chat by a server that speaks OpenAI's API. The module serves {@link StandardTasks#TEXT_GENERATION}
 * and {@link StandardTasks#CHAT}; natively it streams (as a {@link io.millrace.core.task.UnaryPublisher}, without a thread
 * for each answer) and answers as a whole.
 *
 * <p>The first piece of a stream that has text says who makes it; the last, which has none, why the text ended, how many
 * tokens there were if the server says so, the seed, and the tools that the model calls. A refusal is text, with the finish
 * reason CONTENT_FILTER.
 *
 * <p>A failure is a {@link io.millrace.core.StatusException} that says whether the same request may go well a little
 * later, and when the server said so, how much later. Nothing is tried twice here. Closing the stream, cancelling the
 * subscription, or interrupting the thread that waits closes the connection to the server, which then stops generating.
 */
public final class OpenAiModule {

  /** The module's id. */
  public static final String ID = "openai";

  /** The module's version. */
  public static final String VERSION = "1.0.0";

  private OpenAiModule() {}

  /**
   * The module, with its key read here and now, from this process's environment or files. Nothing is connected to yet.
   *
   * @throws IllegalArgumentException if the key is not where the settings say
   */
  public static TaskModule of(OpenAiSettings settings) {
    return of(settings, System.getenv());
  }

  static TaskModule of(OpenAiSettings settings, Map<String, String> environment) {
    Connection connection = new Connection(settings, environment);
    Asks asks = new Asks(settings);
    return TaskModule.named(ID, VERSION)
        .serves(
            StandardTasks.TEXT_GENERATION,
            as -> serve(as, new Generation<>(connection, asks::text), settings))
        .serves(
            StandardTasks.CHAT, as -> serve(as, new Generation<>(connection, asks::chat), settings))
        .holds(connection)
        .build();
  }

  private static <I, IE> void serve(
      Serving<I, IE, GeneratedTextResult, GeneratedTextStreamResult> as,
      Generation<I> generation,
      OpenAiSettings settings) {
    as.unaryStream(generation).unaryUnary(generation.whole()).reads(RequestBody.READ);
    if (settings.deterministic()) {
      as.deterministic();
      return;
    }
    as.inexact("a model may answer each time in other words");
  }
}
