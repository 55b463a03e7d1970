package io.millrace.examples.server;

import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.openai.KeySource;
import io.millrace.openai.OpenAiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which model server is asked. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ServerOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A server with OpenAI's API, such as http://localhost:8000/v1.")
  private @Nullable String url;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model asked for. Default: ${DEFAULT-VALUE}.")
  private String model = "default";

  @Option(
      names = "--api-key-variable",
      paramLabel = "NAME",
      description = "The environment variable that holds the server's key, on the workers.")
  private @Nullable String keyVariable;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "The file that holds the server's key, on the workers.")
  private @Nullable Path keyFile;

  @Option(
      names = "--system-prompt",
      paramLabel = "TEXT",
      description = "What the model is told before each prompt.")
  private String systemPrompt = "";

  @Option(
      names = "--embedded-server",
      description = "In place of --url: a server in this process that replays recorded answers.")
  private boolean embedded;

  @Option(
      names = "--answers",
      paramLabel = "PATH",
      description =
          "Its answers: transcripts as produce takes them. Default: those of the quickstart.")
  private @Nullable Path answers;

  @Option(
      names = "--tokens-per-second",
      paramLabel = "R",
      description = "The speed of each of its answers. Default: ${DEFAULT-VALUE}.")
  private double tokensPerSecond = 15;

  /**
   * Starts the embedded server, if there is to be one.
   *
   * @throws ParameterException if there are to be two servers, or none
   */
  public Optional<RecordedServer> embedded() throws IOException, JobFailedException {
    require((url != null) != embedded, "one is needed of --url and --embedded-server");
    require(
        keyVariable == null || keyFile == null,
        "--api-key-variable and --api-key-file are two keys: give one");
    if (!embedded) {
      require(answers == null, "--answers needs --embedded-server");
      return Optional.empty();
    }
    require(
        FlinkSettings.inOwnProcess(),
        "--embedded-server is reached from this process only, but the job is to run in a cluster");
    require(
        answers == null || Files.exists(answers),
        "--answers must be a file or folder but " + answers + " is not there");
    require(
        tokensPerSecond > 0, "--tokens-per-second must be more than 0 but was " + tokensPerSecond);
    return Optional.of(RecordedServer.start(answers, tokensPerSecond));
  }

  /** How a server is asked: the embedded one, or the one of the options. */
  public OpenAiSettings settings(Optional<RecordedServer> started, int atOnce) {
    String base = started.map(RecordedServer::url).orElse(String.valueOf(url));
    return CommandErrors.ofOptions(
        command,
        () -> OpenAiSettings.of(base, model)
            .apiKey(key())
            .systemPrompt(systemPrompt)
            .maxParallelRequests(atOnce)
            .deterministic(started.isPresent())
            .build());
  }

  private KeySource key() {
    if (keyVariable != null) {
      return KeySource.environment(keyVariable);
    }
    return keyFile == null ? KeySource.none() : KeySource.file(keyFile);
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
