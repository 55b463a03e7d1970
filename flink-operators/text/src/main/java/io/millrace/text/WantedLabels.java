package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.tasks.StandardTasks;
import java.util.List;

/** The parameter {@code labels} of modules that know their labels. */
final class WantedLabels {

  private WantedLabels() {}

  /**
   * What is wanted; empty for all.
   *
   * @throws StatusException INVALID_ARGUMENT if one is not known
   */
  static List<String> of(Parameters parameters, List<String> known) {
    List<String> wanted = parameters.get(StandardTasks.LABELS);
    for (String label : wanted) {
      if (!known.contains(label)) {
        throw Status.Code.INVALID_ARGUMENT
            .because("parameter 'labels' must be among " + known + " but has \"" + label + "\"")
            .asException();
      }
    }
    return wanted;
  }
}
