package io.millrace.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose word counts: the command line's, then the cluster's, then ours. */
class FlinkSettingsTest {

  private static final Duration OURS = Duration.ofSeconds(10);

  @AfterEach
  void leaveTheCluster() {
    StreamContextEnvironment.unsetAsContext();
  }

  @Test
  void areOursInAProcessOfOurOwn() {
    ReadableConfig settings = settings(Map.of());

    assertThat(FlinkSettings.inOwnProcess()).isTrue();
    assertThat(settings.get(CoreOptions.DEFAULT_PARALLELISM))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(OURS);
    assertThat(settings.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(1));
    assertThat(settings.get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @Test
  void areTheClustersWhereItIsSet() {
    submitTo(Map.of(
        "parallelism.default",
        "7",
        "execution.checkpointing.interval",
        "3 min",
        "execution.buffer-timeout.interval",
        "50 ms",
        "execution.checkpointing.dir",
        "file:///checkpoints",
        "pipeline.generic-types",
        "true"));

    ReadableConfig settings = settings(Map.of());

    assertThat(FlinkSettings.inOwnProcess()).isFalse();
    assertThat(settings.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(7);
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofMinutes(3));
    assertThat(settings.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("file:///checkpoints");
    assertThat(settings.get(PipelineOptions.GENERIC_TYPES))
        .as("never left to Kryo")
        .isFalse();
  }

  @Test
  void areOursOnAClusterThatDoesNotSayBesideItsParallelism() {
    submitTo(Map.of());

    ReadableConfig settings = settings(Map.of());

    assertThat(settings.getOptional(CoreOptions.DEFAULT_PARALLELISM)).isEmpty();
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(OURS);
    assertThat(settings.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void areThoseOfTheCommandLineBeforeAll() {
    submitTo(Map.of("parallelism.default", "7", "execution.checkpointing.interval", "3 min"));

    ReadableConfig settings =
        settings(Map.of("parallelism.default", "2", "execution.checkpointing.interval", "5 s"));

    assertThat(settings.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(2);
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(5));
  }

  private static ReadableConfig settings(Map<String, String> given) {
    return FlinkSettings.environment(RuntimeExecutionMode.STREAMING, OURS, given)
        .getConfiguration();
  }

  private static void submitTo(Map<String, String> cluster) {
    StreamContextEnvironment.setAsContext(
        new DefaultExecutorServiceLoader(),
        Configuration.fromMap(cluster),
        FlinkSettingsTest.class.getClassLoader(),
        false,
        true);
  }
}
