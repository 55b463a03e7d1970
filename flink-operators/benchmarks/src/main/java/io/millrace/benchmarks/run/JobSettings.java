package io.millrace.benchmarks.run;

import io.millrace.kafka.LowLatency;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;

/**
 * How a job runs; all else is Flink's default.
 *
 * @param backend where its state is
 * @param parallelism of all its operators
 * @param checkpoints how often there is one
 * @param lowLatency whether with the preset for low latency
 * @param batch whether in BATCH, where there are no checkpoints
 */
public record JobSettings(
    Backend backend, int parallelism, Duration checkpoints, boolean lowLatency, boolean batch) {

  private static final int CHECKPOINTS = 2;

  /** Where state is. */
  public enum Backend {
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    private final String type;

    Backend(String type) {
      this.type = type;
    }
  }

  /** One task an operator, and two checkpoints in the stretch that is measured. */
  public static JobSettings on(Backend backend, Effort effort) {
    return new JobSettings(
        backend, 1, effort.span().measured().dividedBy(CHECKPOINTS), false, false);
  }

  /** The same with the preset for low latency. */
  public JobSettings withLowLatency() {
    return new JobSettings(backend, parallelism, checkpoints, true, batch);
  }

  /** The same with more tasks. */
  public JobSettings withParallelism(int tasks) {
    return new JobSettings(backend, tasks, checkpoints, lowLatency, batch);
  }

  /** The same in BATCH. */
  public JobSettings inBatch() {
    return new JobSettings(backend, parallelism, checkpoints, lowLatency, true);
  }

  Configuration configuration(Path folder) {
    Configuration settings = new Configuration()
        .set(PipelineOptions.GENERIC_TYPES, false)
        .set(CoreOptions.DEFAULT_PARALLELISM, parallelism)
        .set(StateBackendOptions.STATE_BACKEND, backend.type)
        .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString())
        .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend == Backend.ROCKSDB);
    if (batch) {
      settings.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    } else {
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints);
    }
    return lowLatency ? LowLatency.flink(settings) : settings;
  }
}
