package io.millrace.flink;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What an operator counts that is told which module to take. */
final class ControlMetrics {

  private final Counter taken;
  private final Counter refused;

  /** Given how many versions of the module are loaded. */
  ControlMetrics(MetricGroup operator, IntSupplier loaded) {
    MetricGroup group = operator.addGroup("millrace");
    taken = group.counter("controlsTaken");
    refused = group.counter("controlsRefused");
    group.gauge("modulesLoaded", loaded::getAsInt);
  }

  void taken() {
    taken.inc();
  }

  void refused() {
    refused.inc();
  }
}
