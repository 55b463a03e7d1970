package io.millrace.core.action;

/**
 * Begins runs of one application on one graph. For engines; in plain Java use {@link Application}.
 *
 * @param application the application's id
 * @param graph the graph
 * @param hooks told what happens
 */
public record Runner(String application, Graph graph, Hooks hooks) {

  /**
   * A run of a request from where the application stands.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT if the request names what the graph does not have
   * @throws IllegalArgumentException if the progress is not one of this graph's
   */
  public Run begin(Progress progress, Request request, StreamMode mode) {
    return resume(progress, request, mode, 0);
  }

  /**
   * A run of a request of which some steps are done: after a restart, from what was kept of {@link Run#progress} and
   * {@link Run#started}.
   */
  public Run resume(Progress progress, Request request, StreamMode mode, int started) {
    request.check(graph);
    return new Run(this, new Call(application, request, mode), admit(progress), started);
  }

  /**
   * A progress of this graph, the values of its state widened to the declared types.
   *
   * @throws IllegalArgumentException if it names an action or a field that the graph does not have
   */
  public Progress admit(Progress progress) {
    if (progress.last() != null) {
      graph.action(progress.last());
    }
    if (progress.redirect() != null) {
      graph.action(progress.redirect());
    }
    return progress.withState(graph.admit(progress.state()));
  }
}
