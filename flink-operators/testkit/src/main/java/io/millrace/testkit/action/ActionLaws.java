package io.millrace.testkit.action;

import io.millrace.core.action.Action;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Request;
import io.millrace.core.action.Retry;
import io.millrace.core.action.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds an action to its promises: it reads and writes what it declares and nothing else; the same run again gives the same;
 * blocking or not, with a reader or without, it comes to the same; an item that was given is not changed; the state's values
 * can be taken apart and put together again, as whoever stores them does; closed or failing at any item, it stops, and leaves
 * the state as it was, and nothing behind for the next run.
 *
 * <pre>{@code
 * ActionLaws.of(answer).given(State.of(PROMPT, "hello"), Inputs.NONE).check();
 * }</pre>
 *
 * <p>Items, results and values are compared by {@code equals}. A single action is tried once a run, whatever it says of
 * retries; in a graph, as often as it says. It must end well from what it is given. One whose answers differ by nature, a
 * model's at a temperature, is no subject. An action is run some four times for each item that it gives, so give it what it
 * answers shortly.
 */
public final class ActionLaws {

  private static final String NAME = "action";

  private final ActionTrial trial;
  private final boolean single;
  private final List<ActionTrial> given;

  private ActionLaws(ActionTrial trial, boolean single, List<ActionTrial> given) {
    this.trial = trial;
    this.single = single;
    this.given = List.copyOf(given);
  }

  /** Of one action. */
  public static ActionLaws of(Action<?, ?> action) {
    Graph graph = Graph.of(NAME, action.withRetry(Retry.NONE));
    ActionTrial trial = ActionTrial.of(graph, Request.until(Halt.after(NAME)));
    return new ActionLaws(trial, true, List.of());
  }

  /**
   * Of a graph, from its entry to where the request halts. Closed or failing it leaves the state of the last step that is
   * done, so those two are checked of its actions, one by one, and not of it.
   */
  public static ActionLaws of(Graph graph, Request request) {
    return new ActionLaws(ActionTrial.of(graph, request), false, List.of());
  }

  /** From this state with these inputs, beside all that was given before. From no state without inputs, if none is given. */
  public ActionLaws given(State state, Inputs inputs) {
    List<ActionTrial> more = new ArrayList<>(given);
    more.add(trial.state(state).inputs(inputs));
    return new ActionLaws(trial, single, more);
  }

  /**
   * Checks all that is given.
   *
   * @throws AssertionError if a promise is not kept; if it is one of those on closing and failing, with the fewest items read
   *     that show it
   * @throws IllegalArgumentException if a state is none of the graph's, or an item, a result or a value of a state is of a
   *     class by whose {@code equals} it cannot be compared, naming it
   */
  public void check() {
    for (ActionTrial each : given.isEmpty() ? List.of(trial) : given) {
      new ActionExaminer(each, single).examine();
    }
  }
}
