package io.millrace.benchmarks;

import io.millrace.benchmarks.rows.Row;
import io.millrace.benchmarks.rows.Rows;
import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.run.Effort;
import io.millrace.benchmarks.table.Line;
import io.millrace.benchmarks.table.Machine;
import io.millrace.benchmarks.table.TableFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the rows and prints the table. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description = "Prints the table of ratios; docs/performance.md explains its rows.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TableCommand implements Callable<Integer> {

  private static final int SHORT_MILLIS = 700;
  private static final int MILLIS = 1_000;

  @Spec
  private CommandSpec spec;

  @Option(names = "--rows", split = ",", paramLabel = "N", description = "Only these rows: 1,2,7.")
  private @Nullable List<Integer> rows;

  @Option(names = "--repeats", defaultValue = "5", description = "Rounds (${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long each job runs in a round (${DEFAULT-VALUE}); the first 30 %% do not"
          + " count.")
  private double seconds;

  @Option(
      names = "--forks",
      defaultValue = "1",
      description = "JVMs of its own for a small measurement in each round (${DEFAULT-VALUE}).")
  private int forks;

  @Option(names = "--svg", paramLabel = "DIR", description = "Draws rows 8 and 9 into this folder.")
  private @Nullable Path charts;

  @Option(names = "--short", description = "Each row once and briefly: does it still work?")
  private boolean brief;

  @Option(names = "--full", description = "Also what takes long: a million requests in flight.")
  private boolean full;

  @ArgGroup
  private @Nullable Shape shape;

  /** How to print. */
  private static final class Shape {
    @Option(names = "--tsv", description = "Tab-separated values: row, ratio, min, max, target.")
    private boolean tsv;

    @Option(names = "--markdown", description = "As in docs/performance.md.")
    private boolean markdown;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter progress = spec.commandLine().getErr();
    List<Row> chosen = chosen();
    List<Line> lines = new ArrayList<>();
    try (Bench bench = new Bench(effort(), progress, charts)) {
      bench.say(Machine.words());
      for (Row row : chosen) {
        bench.say("row " + row.number());
        lines.addAll(row.measure(bench));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    format().print(lines).forEach(out::println);
    if (format() == TableFormat.MARKDOWN) {
      out.println();
      out.println("Measured on " + Machine.words() + ", by `benchmarks.jar " + arguments() + "`.");
    }
    out.flush();
    return ExitCode.OK;
  }

  private Effort effort() {
    try {
      return brief
          ? new Effort(1, 1, Effort.Span.of(Duration.ofMillis(SHORT_MILLIS)), true, false)
          : new Effort(
              repeats,
              forks,
              Effort.Span.of(Duration.ofMillis((long) (seconds * MILLIS))),
              false,
              full);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private String arguments() {
    CommandLine root = spec.root().commandLine();
    return String.join(" ", root.getParseResult().originalArgs());
  }

  private TableFormat format() {
    if (shape != null && shape.markdown) {
      return TableFormat.MARKDOWN;
    }
    return shape != null && shape.tsv ? TableFormat.TSV : TableFormat.TEXT;
  }

  private List<Row> chosen() {
    List<Row> all = Rows.all();
    if (rows == null) {
      return all;
    }
    Set<Integer> known = all.stream().map(Row::number).collect(Collectors.toSet());
    for (int wanted : rows) {
      if (!known.contains(wanted)) {
        throw new ParameterException(
            spec.commandLine(), "--rows must be among 1 to " + all.size() + " but has " + wanted);
      }
    }
    return all.stream().filter(row -> rows.contains(row.number())).toList();
  }
}
