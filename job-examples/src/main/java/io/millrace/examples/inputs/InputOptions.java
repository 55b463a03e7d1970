package io.millrace.examples.inputs;

import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.registry.SchemaRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** In which format a job's input is. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class InputOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description = {
        "What is read: envelopes, whose payloads are the task's inputs, in the encodings single-object,",
        "registry or plain; chunks (chat.completion.chunk JSON); text (a record's value is a whole text,",
        "its key the request's id); or prompts (the same as JSON, {\"id\": …, \"prompt\": …}). Default:",
        "${DEFAULT-VALUE}."
      })
  private InputFormat format = InputFormat.SINGLE_OBJECT;

  @Option(
      names = "--input-registry",
      paramLabel = "URL",
      description = "The schema registry, for --input-format registry.")
  private @Nullable String registry;

  /** What is read. */
  public InputFormat format() {
    return format;
  }

  /**
   * The encoding of envelopes; of what is none, the usual.
   *
   * @throws ParameterException if there is a registry without its format, or the other way round
   */
  public EnvelopeFormat envelopes() {
    if (registry != null && format != InputFormat.REGISTRY) {
      throw refused("--input-registry needs --input-format registry but the format was " + format);
    }
    return switch (format) {
      case REGISTRY -> registered();
      case PLAIN -> EnvelopeFormat.plain();
      case SINGLE_OBJECT, CHUNKS, TEXT, PROMPTS -> EnvelopeFormat.singleObject();
    };
  }

  private EnvelopeFormat registered() {
    if (registry == null) {
      throw refused("--input-format registry needs --input-registry");
    }
    return EnvelopeFormat.registry(SchemaRegistry.of(registry));
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
