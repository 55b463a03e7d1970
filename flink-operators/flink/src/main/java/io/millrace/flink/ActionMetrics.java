package io.millrace.flink;

import io.millrace.core.action.RunEvent;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What an operator of applications counts beside what all do. In flight are the requests that have a seat, queued those that
 * wait for one, or for their application. A step is counted when it is done, and each attempt that failed; an item when it
 * goes out.
 */
final class ActionMetrics {

  private final RequestMetrics requests;
  private final Counter items;
  private final Counter steps;
  private final Counter stepsFailed;

  /** Counts from now on. */
  ActionMetrics(MetricGroup operator, IntSupplier pending) {
    requests = new RequestMetrics(operator);
    MetricGroup group = operator.addGroup("millrace");
    items = group.counter("items");
    steps = group.counter("steps");
    stepsFailed = group.counter("stepsFailed");
    group.gauge("requestsQueued", () -> pending.getAsInt() - requests.inFlight());
  }

  RequestMetrics requests() {
    return requests;
  }

  /** A request takes a seat. */
  void seated(boolean again) {
    if (again) {
      requests.requestResumed();
    } else {
      requests.requestStarted();
    }
  }

  /** A request has ended, with a seat or without. */
  void ended(boolean hadSeat, boolean well) {
    if (hadSeat) {
      requests.requestEnded(well);
    } else {
      requests.requestEndedBefore(well);
    }
  }

  /** An item goes out; so long after its request came, if it is the first. */
  void item(boolean first, long millis) {
    items.inc();
    if (first) {
      requests.firstOutputAfter(Math.max(0, millis));
    }
  }

  /** An attempt at a step is over. */
  void attempted(RunEvent end) {
    (end instanceof RunEvent.Done ? steps : stepsFailed).inc();
  }
}
