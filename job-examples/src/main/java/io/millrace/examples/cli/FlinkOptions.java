package io.millrace.examples.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a job runs in Flink. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FlinkOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-p", "--parallelism"},
      paramLabel = "N",
      description =
          "How many of each operator run side by side. Default: the processors there are.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "Any setting of Flink, such as execution.checkpointing.dir or execution.state-recovery.path.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** An environment that runs here, or in the cluster that {@code flink run} submits to. */
  public StreamExecutionEnvironment environment(
      RuntimeExecutionMode mode, Duration checkpointEvery) {
    if (parallelism < 1) {
      throw new ParameterException(
          command.commandLine(), "--parallelism must be at least 1 but was " + parallelism);
    }
    return CommandErrors.ofOptions(
        command, () -> FlinkSettings.environment(mode, parallelism, checkpointEvery, settings));
  }
}
