package io.millrace.flink;

import io.millrace.core.action.Graph;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.State;
import java.io.Serializable;

/**
 * What the applications of an operator have in common.
 *
 * @param graph the graph
 * @param initial the state of a new application
 * @param hooks told what happens, on the task's thread, so they must not block
 */
public record ActionSetup(Graph graph, State initial, Hooks hooks) {

  /** Checks the state. */
  public ActionSetup {
    initial = graph.admit(initial);
  }

  /** Made on the worker, and once while the job is built. */
  @FunctionalInterface
  public interface Recipe extends Serializable {
    /** Makes it. */
    ActionSetup open();
  }

  /** Applications that begin without any field, and no hooks. */
  public static ActionSetup of(Graph graph) {
    return new ActionSetup(graph, State.EMPTY, Hooks.NONE);
  }

  /** The same with another state of new applications. */
  public ActionSetup withInitial(State newInitial) {
    return new ActionSetup(graph, newInitial, hooks);
  }

  /** The same with hooks. */
  public ActionSetup withHooks(Hooks newHooks) {
    return new ActionSetup(graph, initial, newHooks);
  }
}
