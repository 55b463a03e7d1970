package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A replay server and a module that asks it. */
final class Asking implements Closeable {

  static final Duration LONG = Duration.ofSeconds(60);

  final ModelServer server;
  final ModuleRunner<String, String, GeneratedTextResult, GeneratedTextStreamResult> text;

  private Asking(ModelServer server, OpenAiSettings settings, Map<String, String> environment) {
    this.server = server;
    this.text = StandardTasks.TEXT_GENERATION.runner(OpenAiModule.of(settings, environment));
  }

  static Asking of(Answer answer) {
    return of(Answers.always(answer));
  }

  static Asking of(Answers answers) {
    return of(ServerSettings.of(answers), settings -> settings);
  }

  static Asking of(ServerSettings serving, UnaryOperator<OpenAiSettings.Builder> with) {
    return of(serving, with, Map.of());
  }

  static Asking of(
      ServerSettings serving,
      UnaryOperator<OpenAiSettings.Builder> with,
      Map<String, String> environment) {
    ModelServer server = ModelServer.start(serving);
    try {
      return new Asking(
          server,
          with.apply(OpenAiSettings.of(server.baseUrl().toString(), "m")).build(),
          environment);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** All pieces of the answer to any prompt. */
  List<GeneratedTextStreamResult> pieces() {
    return pieces(text, Parameters.NONE);
  }

  static List<GeneratedTextStreamResult> pieces(
      ModuleRunner<String, ?, ?, GeneratedTextStreamResult> runner, Parameters parameters) {
    try (Stream<GeneratedTextStreamResult> pieces = runner.unaryStream("any", parameters)) {
      return pieces.toList();
    }
  }

  StatusException streamFailure() {
    return failure(this::pieces);
  }

  StatusException wholeFailure() {
    return failure(() -> text.unaryUnary("any"));
  }

  static StatusException failure(ThrowingCallable call) {
    StatusException thrown = catchThrowableOfType(StatusException.class, call);
    assertThat(thrown).isNotNull();
    return thrown;
  }

  /** The message without the server's address, which is another each time. */
  String plain(StatusException failure) {
    return String.valueOf(failure.getMessage()).replace(server.baseUrl().toString(), "S");
  }

  static String concatenated(List<GeneratedTextStreamResult> pieces) {
    return pieces.stream()
        .map(GeneratedTextStreamResult::getGeneratedText)
        .collect(Collectors.joining());
  }

  @Override
  public void close() throws IOException {
    text.close();
    server.close();
  }
}
