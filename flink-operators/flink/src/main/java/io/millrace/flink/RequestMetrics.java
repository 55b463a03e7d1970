package io.millrace.flink;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What an operator counts, under {@code millrace}. In flight are the requests under way of which this task has seen a
 * message since it started. The histogram is Flink's own: it lives in flink-runtime, the metrics API having none.
 */
final class RequestMetrics {

  private static final int WINDOW = 1_000;

  private final MetricGroup group;
  private final Counter messagesIn;
  private final Counter messagesOut;
  private final Counter duplicates;
  private final Counter gaps;
  private final Counter started;
  private final Counter completed;
  private final Counter failed;
  private final Histogram timeToFirstOutput;
  private long inFlight;

  RequestMetrics(MetricGroup operator) {
    group = operator.addGroup("millrace");
    messagesIn = group.counter("messagesIn");
    messagesOut = group.counter("messagesOut");
    duplicates = group.counter("duplicates");
    gaps = group.counter("gaps");
    started = group.counter("requestsStarted");
    completed = group.counter("requestsCompleted");
    failed = group.counter("requestsFailed");
    timeToFirstOutput =
        group.histogram("timeToFirstOutputMs", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("requestsInFlight", () -> inFlight);
  }

  /** Requests are kept in memory between two checkpoints: so many. */
  void requestsInMemory(IntSupplier count) {
    group.gauge("requestsInMemory", count::getAsInt);
  }

  void messageIn() {
    messagesIn.inc();
  }

  void messageOut() {
    messagesOut.inc();
  }

  void duplicate() {
    duplicates.inc();
  }

  void gap() {
    gaps.inc();
  }

  void requestStarted() {
    started.inc();
    inFlight++;
  }

  /** A request that began before this task did. */
  void requestResumed() {
    inFlight++;
  }

  void requestEnded(boolean well) {
    (well ? completed : failed).inc();
    inFlight--;
  }

  /** A request that has ended without having been in flight. */
  void requestEndedBefore(boolean well) {
    (well ? completed : failed).inc();
  }

  /** How many requests are in flight. */
  long inFlight() {
    return inFlight;
  }

  /** A request that is waited for no longer, and did not end. */
  void requestForgotten() {
    inFlight--;
  }

  void firstOutputAfter(long millis) {
    timeToFirstOutput.update(millis);
  }
}
