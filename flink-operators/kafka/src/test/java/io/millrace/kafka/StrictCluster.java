package io.millrace.kafka;

import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** A cluster in this process, whose metrics can be read, and environments in which nothing may need Kryo. */
final class StrictCluster {

  private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();

  /** The cluster, to be started and stopped by JUnit. */
  MiniClusterExtension extension() {
    return new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
        .setConfiguration(metrics.addToConfiguration(new Configuration()))
        .setNumberTaskManagers(1)
        .setNumberSlotsPerTaskManager(4)
        .build());
  }

  static StreamExecutionEnvironment environment(int parallelism, Configuration settings) {
    Configuration all = new Configuration(settings);
    all.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(all);
    environment.setParallelism(parallelism);
    return environment;
  }

  /** One that takes checkpoints every tenth of a second, and restarts at once, however often. */
  static StreamExecutionEnvironment surviving(int parallelism) {
    Configuration restart = new Configuration();
    restart.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restart.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    restart.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    StreamExecutionEnvironment environment = environment(parallelism, restart);
    environment.enableCheckpointing(100);
    return environment;
  }

  /** The sum of a counter over all tasks of a job. */
  long count(JobID job, String counter) {
    return metrics.findMetrics(job, ".*[.]" + counter).values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }
}
