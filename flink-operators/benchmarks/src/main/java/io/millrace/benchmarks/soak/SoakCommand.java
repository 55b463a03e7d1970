package io.millrace.benchmarks.soak;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Throws faults at a job under load, and says what came of it. Exit status 1 if anything was lost, duplicated or wrong. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Throws faults at a job on a cluster of processes and three brokers, under load"
        + " whose answers are known, and prints what was lost, duplicated or wrong;"
        + " docs/faults.md explains it. Exit status 1 if anything was.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SoakCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--faults",
      paramLabel = "N",
      description = "How many must take effect. Default: ${DEFAULT-VALUE}.")
  private int faults = 200;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the schedule, what each fault hits, and the load. Default: by the clock.")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KIND",
      converter = Kinds.class,
      description = "Only these kinds of faults: kill-task-manager, kill-job-manager,"
          + " restart-broker, pause-process, refuse-checkpoints, poison, duplicates, reordering,"
          + " gaps, abandoned, retries. Default: all.")
  private List<FaultKind> only = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second that are written. Default: ${DEFAULT-VALUE}.")
  private int rate = 300;

  @Option(
      names = "--backend",
      converter = Backends.class,
      description = "Where the job keeps its state, heap or rocksdb. Default: heap.")
  private Backend backend = Backend.HEAP;

  @Option(
      names = "--idle-seconds",
      paramLabel = "N",
      description = "After so long an abandoned request fails; the job must never be down so long."
          + " Default: ${DEFAULT-VALUE}.")
  private int idle = 60;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "For the logs of the processes. Default: a temporary one, which the output" + " names.")
  private @Nullable Path folder;

  /** Names as they are typed on a command line. */
  static final class Kinds implements ITypeConverter<FaultKind> {
    @Override
    public FaultKind convert(String value) {
      try {
        return FaultKind.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("no kind of fault is called '" + value + "'");
      }
    }
  }

  /** As they are typed on a command line. */
  static final class Backends implements ITypeConverter<Backend> {
    @Override
    public Backend convert(String value) {
      try {
        return Backend.valueOf(value.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("it must be heap or rocksdb but was '" + value + "'");
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    SoakSettings settings = settings();
    PrintWriter err = spec.commandLine().getErr();
    Path logs = folder == null
        ? Files.createTempDirectory("soak-")
        : Files.createTempDirectory(Files.createDirectories(folder), "soak-");
    err.println(
        "soak --faults " + settings.faults() + " --seed " + settings.seed() + ", logs in " + logs);
    Report report = Soak.run(settings, logs, err::println);
    report.complaints().forEach(err::println);
    PrintWriter out = spec.commandLine().getOut();
    ReportTable.of(report).forEach(out::println);
    out.flush();
    return report.isPassed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private SoakSettings settings() {
    try {
      return new SoakSettings(
          faults,
          seed == null ? System.nanoTime() : seed,
          SoakSettings.kinds(only),
          rate,
          backend,
          Duration.ofSeconds(idle));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
