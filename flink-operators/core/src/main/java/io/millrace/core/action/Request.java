package io.millrace.core.action;

import io.millrace.core.Status;
import java.util.List;
import java.util.Set;

/**
 * What is asked of an application: to go on from where it stands, until it halts.
 *
 * @param inputs what its actions take: each gets those it declares, at every step
 * @param halts where to stop; at the end of the graph in any case
 * @param stepLimit how many steps at most; more is a failure, so that no loop is for ever
 * @param pastEntry whether to go on past a {@code before} halt that holds for the action the application stands at, as an
 *     answer does that such a halt was waiting for
 */
public record Request(Inputs inputs, List<Halt> halts, int stepLimit, boolean pastEntry) {

  /** The most steps of a request that says no other number. */
  public static final int DEFAULT_STEP_LIMIT = 1_000;

  /** Validates the limit. */
  public Request {
    if (stepLimit < 1) {
      throw new IllegalArgumentException("stepLimit must be at least 1 but was " + stepLimit);
    }
    halts = List.copyOf(halts);
  }

  /** Until one of these, or the end of the graph. */
  public static Request until(Halt... halts) {
    return new Request(Inputs.NONE, List.of(halts), DEFAULT_STEP_LIMIT, false);
  }

  /** Until the end of the graph. */
  public static Request toTheEnd() {
    return until();
  }

  /** With this input. */
  public <T> Request with(Field<T> input, T value) {
    return new Request(inputs.with(input, value), halts, stepLimit, pastEntry);
  }

  /** With these inputs in place of all others. */
  public Request withInputs(Inputs newInputs) {
    return new Request(newInputs, halts, stepLimit, pastEntry);
  }

  /** With this many steps at most. */
  public Request withStepLimit(int newLimit) {
    return new Request(inputs, halts, newLimit, pastEntry);
  }

  /** Past a {@code before} halt that holds for the action the application stands at. */
  public Request goingPastEntry() {
    return new Request(inputs, halts, stepLimit, true);
  }

  /**
   * Checks that all names are the graph's.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT, naming an action, a tag or an input that the graph does not
   *     have
   */
  public void check(Graph graph) {
    for (Halt halt : halts) {
      if (halt.by() == Halt.By.ACTION) {
        known("halt at action", halt.name(), graph.actions().keySet());
      } else {
        known("halt at tag", halt.name(), graph.tags());
      }
    }
    inputs.names().forEach(name -> known("give input", name, graph.inputs().keySet()));
  }

  private static void known(String what, String name, Set<String> names) {
    if (!names.contains(name)) {
      throw Status.Code.INVALID_ARGUMENT
          .because("the request must not " + what + " '" + name
              + "', which the graph does not have;" + " it has " + Shown.names(names))
          .asException();
    }
  }
}
