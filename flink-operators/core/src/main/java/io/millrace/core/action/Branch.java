package io.millrace.core.action;

/**
 * One of the runs of a {@link Parallel} action: an application of its own, which lives for one request.
 *
 * @param name names it among the others
 * @param graph what runs
 * @param state what it begins with
 * @param request until where
 */
public record Branch(String name, Graph graph, State state, Request request) {

  /** A graph from its entry to its end. */
  public static Branch of(String name, Graph graph, State state) {
    return new Branch(name, graph, state, Request.toTheEnd());
  }

  /** One action; of the state it gets the fields that it reads and writes. */
  public static Branch of(String name, Action<?, ?> action, State state) {
    Graph graph = Graph.of("action", action);
    Field<?>[] fields = graph.fields().values().toArray(Field<?>[]::new);
    return of(name, graph, state.subset(fields));
  }

  /** Until one of its halts, and with its inputs. */
  public Branch withRequest(Request newRequest) {
    return new Branch(name, graph, state, newRequest);
  }
}
