package io.millrace.flink;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** The metrics an operator registers, by the last part of their names. */
final class SeenMetrics {

  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
  private final Map<String, String> scopes = new ConcurrentHashMap<>();

  TaskMetricGroup taskGroup() {
    TestingMetricRegistry registry = TestingMetricRegistry.builder()
        .setDelimiter('.')
        .setRegisterConsumer((metric, name, group) -> {
          metrics.put(name, metric);
          scopes.put(name, group.getMetricIdentifier(name));
        })
        .build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
  }

  long count(String name) {
    return metric(name, Counter.class).getCount();
  }

  Object gauge(String name) {
    return metric(name, Gauge.class).getValue();
  }

  Histogram histogram(String name) {
    return metric(name, Histogram.class);
  }

  String scope(String name) {
    return Objects.requireNonNull(scopes.get(name));
  }

  private <M> M metric(String name, Class<M> type) {
    return type.cast(Objects.requireNonNull(metrics.get(name), name));
  }
}
