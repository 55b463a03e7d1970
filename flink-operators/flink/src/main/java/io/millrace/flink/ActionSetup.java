package io.millrace.flink;

import io.millrace.core.action.Graph;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.State;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the applications of an operator have in common.
 *
 * @param graph the graph
 * @param initial the state of a new application
 * @param hooks told what happens, on the task's thread, so they must not block
 * @param resources what the actions need (clients, modules), closed with the task, the last first
 */
public record ActionSetup(Graph graph, State initial, Hooks hooks, List<AutoCloseable> resources) {

  /** Checks the state. */
  public ActionSetup {
    initial = graph.admit(initial);
    resources = List.copyOf(resources);
  }

  /** Made on the worker, and once while the job is built. */
  @FunctionalInterface
  public interface Recipe extends Serializable {
    /** Makes it. */
    ActionSetup open();
  }

  /** Applications that begin without any field, and no hooks. */
  public static ActionSetup of(Graph graph) {
    return new ActionSetup(graph, State.EMPTY, Hooks.NONE, List.of());
  }

  /** The same with another state of new applications. */
  public ActionSetup withInitial(State newInitial) {
    return new ActionSetup(graph, newInitial, hooks, resources);
  }

  /** The same with hooks. */
  public ActionSetup withHooks(Hooks newHooks) {
    return new ActionSetup(graph, initial, newHooks, resources);
  }

  /** The same with one resource more that is closed with the task. */
  public ActionSetup closing(AutoCloseable resource) {
    List<AutoCloseable> more = new ArrayList<>(resources);
    more.add(resource);
    return new ActionSetup(graph, initial, hooks, more);
  }

  /**
   * Closes all resources, whatever one of them throws.
   *
   * @throws Exception what the first that failed has thrown, the others suppressed
   */
  void close() throws Exception {
    Exception failure = null;
    for (int i = resources.size() - 1; i >= 0; i--) {
      failure = closed(resources.get(i), failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable Exception closed(AutoCloseable resource, @Nullable Exception before) {
    try {
      resource.close();
      return before;
    } catch (Exception e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }
}
