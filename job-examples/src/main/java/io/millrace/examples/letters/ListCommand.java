package io.millrace.examples.letters;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.terminal.Columns;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.StoredDeadLetter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists dead letters, one a line: its time, its place, the reason, where the record"
            + " or the request was read, the request, its attempt, the operator, and what went wrong.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ListCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private LetterOptions options;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "The most columns for what went wrong. Default: ${DEFAULT-VALUE}.")
  private int width = 80;

  @Option(
      names = "--json",
      description = "One JSON object a line, with everything but the original's value and headers.")
  private boolean json;

  @Mixin
  private KafkaOptions kafka;

  @Override
  public Integer call() throws JobFailedException, InterruptedException {
    if (width < 1) {
      throw new ParameterException(
          spec.commandLine(), "--width must be at least 1 but was " + width);
    }
    Letters letters = Letters.read(
        kafka.properties(), options.topic(), options.filter(), StoredDeadLetter::withoutValue);
    letters.warn(spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      letters.chosen().stream().map(LetterJson::of).forEach(out::println);
    } else {
      table(letters.chosen().stream().map(this::cells).toList(), out);
      out.printf("%,d of %,d dead letters%n", letters.chosen().size(), letters.all());
    }
    return 0;
  }

  private List<String> cells(StoredDeadLetter stored) {
    DeadLetter letter = stored.letter();
    String request = letter.requestId();
    return List.of(
        LetterText.time(stored.timestamp()),
        stored.place().toString(),
        LetterText.line(LetterText.reason(letter), 40),
        LetterText.source(stored),
        request == null ? "-" : LetterText.line(request, 60),
        request == null ? "-" : Integer.toString(letter.attempt()),
        letter.operator().isEmpty() ? "-" : LetterText.line(letter.operator(), 40),
        LetterText.line(letter.message(), width));
  }

  /** Columns as wide as their widest cell. */
  static void table(List<List<String>> rows, PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    int[] widths = IntStream.range(0, rows.get(0).size())
        .map(column ->
            rows.stream().mapToInt(row -> Columns.of(row.get(column))).max().orElse(0))
        .toArray();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(Columns.pad(row.get(i), widths[i])).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
