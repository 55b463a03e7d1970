package io.millrace.flink;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What an asynchronous operator counts beside what all do; in flight are the requests that have begun and not ended. */
final class AsyncMetrics {

  private final RequestMetrics requests;
  private final Counter retries;

  AsyncMetrics(MetricGroup operator, IntSupplier waiting, IntSupplier buffered) {
    requests = new RequestMetrics(operator);
    MetricGroup group = operator.addGroup("millrace");
    retries = group.counter("retries");
    group.gauge("requestsWaiting", waiting::getAsInt);
    group.gauge("elementsBuffered", buffered::getAsInt);
  }

  RequestMetrics requests() {
    return requests;
  }

  void retry() {
    retries.inc();
  }
}
