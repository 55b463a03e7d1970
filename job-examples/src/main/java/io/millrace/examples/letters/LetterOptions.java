package io.millrace.examples.letters;

import io.millrace.examples.cli.CommandErrors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which dead letters. An option given several times takes any of its values. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LetterOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "The topic they are on. Default: ${DEFAULT-VALUE}.")
  private String topic = "llm.dead-letters";

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Those with this reason: a status code, or an exception's class with or"
          + " without its package.")
  private List<String> reasons = new ArrayList<>();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Those about records of this topic.")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "Those about this request, and about records with it for a key. A completion's"
          + " id stands for all its texts (ID#1, ID/refusal).")
  private List<String> requests = new ArrayList<>();

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "Those that this operator wrote.")
  private List<String> operators = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Those from this time on: 2026-11-20T13:56:50Z, or a day in UTC. A record's"
          + " letter has the record's time, a request's the time when it failed.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Those before this time.")
  private @Nullable String until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many: the first, in the order of time.")
  private int limit = Integer.MAX_VALUE;

  String topic() {
    return topic;
  }

  /** What the options say. */
  LetterFilter filter() {
    return CommandErrors.ofOptions(
        command,
        () -> new LetterFilter(
            reasons,
            topics,
            requests,
            operators,
            time("--since", since, Instant.MIN),
            time("--until", until, Instant.MAX),
            limit));
  }

  private Instant time(String option, @Nullable String text, Instant otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          command.commandLine(),
          option + " must be a time as 2026-11-20T13:56:50Z or a day as 2026-11-20 but was '" + text
              + "'",
          e);
    }
  }
}
