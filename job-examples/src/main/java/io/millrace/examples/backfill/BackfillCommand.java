package io.millrace.examples.backfill;

import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.JobRun;
import io.millrace.examples.cli.ReadTotal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the modules of the main job over stored texts. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds and masks personal data in stored texts.",
      "A line of the input is {\"id\": …, \"text\": …} or one chat.completion.chunk; a line of the output is",
      "{\"request_id\", \"results\": [{\"start\", \"end\", \"word\", \"entity\", \"score\"}], \"masked\"}."
    })
public final class BackfillCommand implements Callable<Integer> {

  /** Often enough that little is done again after a failure, and the last files are not waited for. */
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(2);

  /** How to run. */
  enum Mode {
    /** As live input is. */
    STREAMING,
    /** Sorted by request first. */
    BATCH
  }

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "A file of JSON lines, or a folder of such files.")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description =
          "A new or empty folder for answers-*.jsonl, and dead-letters-*.jsonl if a line is bad.")
  private Path output;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "streaming or batch: the answers are the same. Default: streaming.")
  private Mode mode = Mode.STREAMING;

  @Mixin
  private FlinkOptions flink;

  @Override
  public Integer call() throws Exception {
    require(Files.exists(input), "--input must be a file or folder but " + input + " is not there");
    requireEmpty();
    StreamExecutionEnvironment environment =
        flink.environment(RuntimeExecutionMode.valueOf(mode.name()), CHECKPOINT_EVERY);
    new BackfillFiles(flinkPath(input), flinkPath(output)).define(environment);
    String counts = JobRun.run(
        environment,
        "backfill",
        spec.commandLine().getErr(),
        BackfillFiles::words,
        new ReadTotal(BackfillFiles.BYTES, "bytes", bytes()));
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private static org.apache.flink.core.fs.Path flinkPath(Path path) {
    return new org.apache.flink.core.fs.Path(path.toAbsolutePath().toUri());
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(input)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /** The answers of two runs in one folder could not be told apart. */
  private void requireEmpty() throws IOException {
    if (!Files.exists(output)) {
      return;
    }
    require(Files.isDirectory(output), "--output must be a folder but " + output + " is a file");
    try (Stream<Path> there = Files.list(output)) {
      long count = there.count();
      require(
          count == 0,
          "--output must be a new or empty folder but " + output + " holds " + count + " files");
    }
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
