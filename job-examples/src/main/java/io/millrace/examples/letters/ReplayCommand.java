package io.millrace.examples.letters;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.letters.Decision.Cause;
import io.millrace.examples.letters.Decision.Skip;
import io.millrace.examples.letters.Decision.Write;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays dead letters. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes again what the dead letters chosen are about, to the partition where it was read.",
      "A record is written as it was, with headers that say how often it was replayed and where it"
          + " was first. A request is written whole, all records of its key and attempt, as the"
          + " attempt after the highest that is there; a completion once for all its texts.",
      "Nothing is written before it is decided for all letters. What was replayed already is"
          + " skipped. Exit status 1 if a letter could not be replayed."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReplayCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private LetterOptions options;

  @Option(names = "--all", description = "Every letter, in place of those a filter chooses.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--again",
      description =
          "Replay also records that were replayed, and requests that have a later attempt.")
  private boolean again;

  @Mixin
  private KafkaOptions kafka;

  @Override
  public Integer call() throws JobFailedException, InterruptedException {
    LetterFilter filter = options.filter();
    if (filter.isOpen() != all) {
      throw new ParameterException(
          spec.commandLine(),
          all
              ? "--all must stand without a filter"
              : "a filter is needed, or --all for every letter");
    }
    Properties properties = kafka.properties();
    Letters letters = Letters.read(properties, options.topic(), filter, UnaryOperator.identity());
    letters.warn(spec.commandLine().getErr());
    List<Decision> decisions = new Planning(properties, again).decide(letters.chosen());
    String written = dryRun ? wouldWrite(decisions) : write(decisions, properties);
    List<Skip> skips = only(Skip.class, decisions);
    spec.commandLine()
        .getOut()
        .printf(
            "%,d letters chosen; %s; %,d letters skipped%s%n",
            letters.chosen().size(), written, skips.size(), causes(skips));
    return skips.stream().allMatch(skip -> skip.cause() == Cause.REPLAYED)
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  private String wouldWrite(List<Decision> decisions) {
    PrintWriter out = spec.commandLine().getOut();
    only(Skip.class, decisions).forEach(out::println);
    List<Write> writes = only(Write.class, decisions);
    writes.forEach(write -> out.println("would write " + write.what()));
    long requests = writes.stream().filter(Write::isOfRequest).count();
    return "would be "
        + ReplayWriter.words(
            writes.stream().mapToLong(write -> write.records().size()).sum(),
            writes.size() - requests,
            requests);
  }

  private String write(List<Decision> decisions, Properties properties)
      throws JobFailedException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    only(Skip.class, decisions).forEach(out::println);
    try (ReplayWriter writer = ReplayWriter.of(properties)) {
      for (Write write : only(Write.class, decisions)) {
        writer.write(write);
        out.println("wrote " + write.what());
      }
      return writer.written();
    }
  }

  private static <D extends Decision> List<D> only(Class<D> kind, List<Decision> decisions) {
    return decisions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String causes(List<Skip> skips) {
    String causes = Arrays.stream(Cause.values())
        .map(cause ->
            counted(cause, skips.stream().filter(skip -> skip.cause() == cause).count()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
    return causes.isEmpty() ? "" : ": " + causes;
  }

  private static String counted(Cause cause, long count) {
    return count == 0 ? "" : "%,d %s".formatted(count, cause.words());
  }
}
