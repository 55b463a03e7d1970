package io.millrace.benchmarks.run;

import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;

/**
 * A checkpoint that was completed.
 *
 * @param stateBytes all it holds
 * @param syncMillis the longest that a task stood still for it
 * @param millis how long it took from its trigger to its end
 */
public record Checkpoint(long stateBytes, long syncMillis, long millis) {

  static List<Checkpoint> completed(CheckpointStatsSnapshot all) {
    return all.getHistory().getCheckpoints().stream()
        .filter(CompletedCheckpointStats.class::isInstance)
        .map(each -> of((CompletedCheckpointStats) each))
        .toList();
  }

  private static Checkpoint of(CompletedCheckpointStats stats) {
    long sync = stats.getAllTaskStateStats().stream()
        .map(TaskStateStats::getSummaryStats)
        .filter(Objects::nonNull)
        .mapToLong(summary -> summary.getSyncCheckpointDurationStats().getMaximum())
        .max()
        .orElse(0);
    return new Checkpoint(stats.getStateSize(), sync, stats.getEndToEndDuration());
  }
}
