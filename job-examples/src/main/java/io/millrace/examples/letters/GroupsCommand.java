package io.millrace.examples.letters;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.kafka.StoredDeadLetter;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts dead letters of one kind. */
@Command(
    name = "groups",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Groups dead letters by reason, operator and source topic, the largest group"
        + " first: how many, the first and the last time, and the latest as an example.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GroupsCommand implements Callable<Integer> {

  private record Group(String reason, String operator, String topic) {
    static Group of(StoredDeadLetter stored) {
      return new Group(
          LetterText.line(LetterText.reason(stored.letter()), 40),
          LetterText.line(stored.letter().operator(), 40),
          LetterText.line(Objects.requireNonNullElse(stored.letter().topic(), "-"), 60));
    }
  }

  @Spec
  private CommandSpec spec;

  @Mixin
  private LetterOptions options;

  @Mixin
  private KafkaOptions kafka;

  @Override
  public Integer call() throws JobFailedException, InterruptedException {
    Letters letters = Letters.read(
        kafka.properties(), options.topic(), options.filter(), StoredDeadLetter::withoutValue);
    letters.warn(spec.commandLine().getErr());
    Map<Group, List<StoredDeadLetter>> groups = letters.chosen().stream()
        .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
    List<List<String>> rows = groups.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
        .map(entry -> cells(entry.getKey(), entry.getValue()))
        .toList();
    PrintWriter out = spec.commandLine().getOut();
    ListCommand.table(rows, out);
    out.printf("%,d dead letters in %,d groups%n", letters.chosen().size(), rows.size());
    return 0;
  }

  /** The letters come in the order of time. */
  private static List<String> cells(Group group, List<StoredDeadLetter> letters) {
    StoredDeadLetter last = letters.get(letters.size() - 1);
    return List.of(
        "%,d".formatted(letters.size()),
        group.reason(),
        group.operator(),
        group.topic(),
        LetterText.time(letters.get(0).timestamp()),
        LetterText.time(last.timestamp()),
        last.place() + ": " + LetterText.line(last.letter().message(), 80));
  }
}
