package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** Does what a control message says, or refuses it: then all stays as it was, and a dead letter says why. */
final class Following<W extends Loaded> {

  private final OperatorSettings settings;
  private final Versions<W> versions;
  private final String first;
  private final ControlMetrics metrics;

  /** Given the reference of the version that the operator was built with. */
  Following(OperatorSettings settings, Versions<W> versions, String first, MetricGroup operator) {
    this.settings = settings;
    this.versions = versions;
    this.first = first;
    this.metrics = new ControlMetrics(operator, versions::size);
  }

  /**
   * Follows the message; null stands for what the operator was built with. True if it was not refused.
   *
   * <p>Loading a module holds up the task for as long as it takes.
   */
  boolean follow(@Nullable ModuleControl control, Consumer<DeadLetter> letters) {
    try {
      versions.follow(reference(control, first), defaults(control));
    } catch (RuntimeException e) {
      Blame.rethrowInterrupt(e);
      refuse(control, e, letters);
      return false;
    }
    metrics.taken();
    return true;
  }

  /** A message that is not for this operator was taken. */
  void passedOn() {
    metrics.taken();
  }

  static String reference(@Nullable ModuleControl control, String first) {
    String module = control == null ? null : control.module();
    return module == null ? first : module;
  }

  static Parameters defaults(@Nullable ModuleControl control) {
    Parameters defaults = control == null ? null : control.defaults();
    return defaults == null ? Parameters.NONE : defaults;
  }

  private void refuse(
      @Nullable ModuleControl control, RuntimeException cause, Consumer<DeadLetter> letters) {
    metrics.refused();
    Status status = Status.of(cause);
    String what = control == null ? "what it was built with" : control.wish();
    letters.accept(DeadLetter.ofControl(
        settings.name(),
        status
            .code()
            .because("operator '" + settings.name() + "' goes on with "
                + versions.current().loaded().runner().module() + ", for it cannot take " + what
                + ": "
                + status.message()),
        DeadLetter.stackTraceOf(cause)));
  }
}
