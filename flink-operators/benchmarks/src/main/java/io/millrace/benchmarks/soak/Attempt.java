package io.millrace.benchmarks.soak;

import io.millrace.core.Status;
import java.util.List;

/**
 * An attempt at a request, as an operator is to take it.
 *
 * @param number of the attempt
 * @param elements those that can be taken: all, or those before a gap
 * @param end how it must end
 */
record Attempt(int number, List<String> elements, Status.Code end) {

  Attempt {
    elements = List.copyOf(elements);
  }

  /** Its text; the whole one if the attempt ends well. */
  String text() {
    return String.join("", elements);
  }
}
