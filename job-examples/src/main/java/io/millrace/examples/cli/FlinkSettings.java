package io.millrace.examples.cli;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings that every job here starts from. */
public final class FlinkSettings {

  private FlinkSettings() {}

  /** An environment with the settings of every job, and those given in their place. */
  public static StreamExecutionEnvironment environment(
      RuntimeExecutionMode mode,
      int parallelism,
      Duration checkpointEvery,
      Map<String, String> given) {
    Configuration settings = new Configuration();
    // A type that would fall to Kryo fails while the job is built, and not when its state is
    // restored.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(ExecutionOptions.RUNTIME_MODE, mode);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    // Tokens are few and small, and someone reads them: a hop must not wait for a full buffer.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
    // Counts come with the heartbeat; a person who watches wants them every second.
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    if (mode == RuntimeExecutionMode.STREAMING) {
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
    }
    settings.addAll(Configuration.fromMap(given));
    // Flink reads it only when the job starts, which is late to learn that it is wrong.
    settings.get(ExecutionOptions.RUNTIME_MODE);
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
