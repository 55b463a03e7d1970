package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How an operator under test runs.
 *
 * @param objectReuse whether Flink may hand the same object to several operators
 * @param rocksdb whether its state is in RocksDB; otherwise on the heap
 * @param subtask which of the parallel tasks it is
 * @param parallelism how many there are
 * @param type whether it is a batch job
 */
record Placement(boolean objectReuse, boolean rocksdb, int subtask, int parallelism, JobType type) {

  static final int MAX_PARALLELISM = 16;

  static Placement alone(boolean objectReuse) {
    return new Placement(objectReuse, false, 0, 1, JobType.STREAMING);
  }

  Placement onRocksdb() {
    return new Placement(objectReuse, true, subtask, parallelism, type);
  }

  Placement inBatch() {
    return new Placement(objectReuse, rocksdb, subtask, parallelism, JobType.BATCH);
  }

  Placement asSubtask(int newSubtask, int newParallelism) {
    return new Placement(objectReuse, rocksdb, newSubtask, newParallelism, type);
  }

  /** Whether the message goes to this one of the parallel tasks. */
  boolean owns(Message<?> message) {
    int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(
        message.requestId(), MAX_PARALLELISM, parallelism);
    return owner == subtask;
  }

  /** A task's environment in which no type may need Kryo. */
  MockEnvironment environment(TaskMetricGroup metrics) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, objectReuse);
    return new MockEnvironmentBuilder()
        .setTaskName("under-test")
        .setExecutionConfig(new ExecutionConfig(configuration))
        .setMaxParallelism(MAX_PARALLELISM)
        .setParallelism(parallelism)
        .setSubtaskIndex(subtask)
        .setJobType(type)
        .setMetricGroup(metrics)
        .setManagedMemorySize(rocksdb ? 32L << 20 : 1L << 20)
        .build();
  }
}
