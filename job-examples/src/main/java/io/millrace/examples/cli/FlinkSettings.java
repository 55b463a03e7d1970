package io.millrace.examples.cli;

import io.millrace.kafka.LowLatency;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings that every job here starts from. */
public final class FlinkSettings {

  private FlinkSettings() {}

  /** Whether the job runs in this process; if not, Flink was given it to submit to a cluster. */
  public static boolean inOwnProcess() {
    return StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment;
  }

  /** The same with a parallelism that is known. */
  public static StreamExecutionEnvironment environment(
      RuntimeExecutionMode mode,
      int parallelism,
      Duration checkpointEvery,
      Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.putIfAbsent(CoreOptions.DEFAULT_PARALLELISM.key(), Integer.toString(parallelism));
    return environment(mode, checkpointEvery, all);
  }

  /**
   * An environment with the settings of every job. What is given stands before them; so does, of those that are only
   * usual, what the cluster's own configuration says.
   */
  public static StreamExecutionEnvironment environment(
      RuntimeExecutionMode mode, Duration checkpointEvery, Map<String, String> given) {
    Configuration settings = usual(mode, checkpointEvery);
    // A type that would fall to Kryo fails while the job is built, and not when its state is
    // restored.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(ExecutionOptions.RUNTIME_MODE, mode);
    settings.addAll(Configuration.fromMap(given));
    // Flink reads it only when the job starts, which is late to learn that it is wrong.
    settings.get(ExecutionOptions.RUNTIME_MODE);
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }

  private static Configuration usual(RuntimeExecutionMode mode, Duration checkpointEvery) {
    Configuration usual = LowLatency.flink(new Configuration());
    if (mode == RuntimeExecutionMode.STREAMING) {
      usual.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
    }
    StreamExecutionEnvironment context = StreamExecutionEnvironment.getExecutionEnvironment();
    if (context instanceof LocalStreamEnvironment) {
      // Counts come with the heartbeat; a person who watches wants them every second.
      usual.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
      return usual;
    }
    removeIfSet(context.getConfiguration(), usual, ExecutionOptions.BUFFER_TIMEOUT);
    removeIfSet(context.getConfiguration(), usual, PipelineOptions.AUTO_WATERMARK_INTERVAL);
    removeIfSet(context.getConfiguration(), usual, CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return usual;
  }

  private static void removeIfSet(
      ReadableConfig cluster, Configuration usual, ConfigOption<?> option) {
    if (cluster.getOptional(option).isPresent()) {
      boolean unused = usual.removeConfig(option);
    }
  }
}
