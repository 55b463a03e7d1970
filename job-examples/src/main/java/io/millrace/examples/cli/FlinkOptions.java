package io.millrace.examples.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
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
          "How many of each operator run side by side. Default: the cluster's, or here the processors there are.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      description = "Seconds between checkpoints. Default: the cluster's, or the job's own.")
  private @Nullable Integer checkpointSeconds;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "Any setting of Flink, such as execution.checkpointing.dir or execution.state-recovery.path.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * An environment that runs here, or in the cluster that the job is submitted to.
   *
   * @param checkpointEvery how often, where neither the options nor the cluster say it
   */
  public StreamExecutionEnvironment environment(
      RuntimeExecutionMode mode, Duration checkpointEvery) {
    Map<String, String> given = new LinkedHashMap<>();
    give(given, CoreOptions.DEFAULT_PARALLELISM, "--parallelism", parallelism, "");
    give(
        given,
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        "--checkpoint-seconds",
        checkpointSeconds,
        " s");
    given.putAll(settings);
    return CommandErrors.ofOptions(
        command, () -> FlinkSettings.environment(mode, checkpointEvery, given));
  }

  private void give(
      Map<String, String> given,
      ConfigOption<?> setting,
      String option,
      @Nullable Integer value,
      String unit) {
    if (value == null) {
      return;
    }
    if (value < 1) {
      throw new ParameterException(
          command.commandLine(), option + " must be at least 1 but was " + value);
    }
    given.put(setting.key(), value + unit);
  }
}
