package io.millrace.examples.cli;

import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.registry.SchemaRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** In which format a job writes its results. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FormatOptions {

  /** The formats, as they are given. */
  enum Name {
    /** Avro's single-object encoding. */
    SINGLE_OBJECT("single-object"),
    /** Confluent's wire format. */
    REGISTRY("registry"),
    /** The body alone. */
    PLAIN("plain"),
    /** Text. */
    JSON("json");

    private final String option;

    Name(String option) {
      this.option = option;
    }

    @Override
    public String toString() {
      return option;
    }
  }

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to write results: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Name format = Name.SINGLE_OBJECT;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry, for --format registry.")
  private @Nullable String registry;

  /**
   * The format.
   *
   * @throws ParameterException if there is a registry without its format, or the other way round
   */
  public EnvelopeFormat format() {
    if (registry != null && format != Name.REGISTRY) {
      throw refused("--registry needs --format registry but the format was " + format);
    }
    return switch (format) {
      case SINGLE_OBJECT -> EnvelopeFormat.singleObject();
      case REGISTRY -> registered();
      case PLAIN -> EnvelopeFormat.plain();
      case JSON -> EnvelopeFormat.json();
    };
  }

  private EnvelopeFormat registered() {
    if (registry == null) {
      throw refused("--format registry needs --registry");
    }
    return EnvelopeFormat.registry(SchemaRegistry.of(registry));
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
