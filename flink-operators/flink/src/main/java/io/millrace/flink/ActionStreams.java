package io.millrace.flink;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The door of streaming actions: runs applications of a graph over a stream of requests. Each application has one request
 * under way at a time; those of different applications run side by side. Where an application stands, its requests under way,
 * and how the last ones ended, is in Flink's keyed state, and changes as one.
 *
 * <p>A request under way when the job fails runs on after the restore: from the last step that the checkpoint has, under an
 * attempt number that no run of it had before (as with {@link AsyncTaskStreams}; a task that begins waits for a second at
 * most). The attempt that it leaves behind has no terminal message; the higher one takes its place. In the higher one are
 * the intermediate results of the steps from there on: where every step streams, those of the steps that were done are in
 * the lower one only.
 *
 * <p>An application that halts before an action costs no thread, and no memory but its state: it goes on with its next
 * request.
 *
 * <p>A request may begin its application as the {@link ActionFork fork} of another. That one's state is with another key: what
 * the two tasks say to each other goes out by {@link ActionStream#forks} and must come back in with the requests.
 */
public final class ActionStreams {

  private final DataStream<ActionCall> calls;
  private final ActionLimits limits;

  private ActionStreams(DataStream<ActionCall> calls, ActionLimits limits) {
    this.calls = calls;
    this.limits = limits;
  }

  /** Begins with a stream of requests, of the type {@link ActionCall#type}. */
  public static ActionStreams of(DataStream<ActionCall> calls) {
    return new ActionStreams(calls, ActionLimits.DEFAULT);
  }

  /** The same with other limits. */
  public ActionStreams withLimits(ActionLimits newLimits) {
    return new ActionStreams(calls, newLimits);
  }

  /**
   * Runs the applications. The recipe is opened once here, to look at the graph, and on each worker.
   *
   * @param name the operator's name and uid
   * @throws IllegalArgumentException if the stream's type is not that of requests to the graph, or something that the graph
   *     declares needs Kryo, naming it
   */
  public ActionStream run(String name, ActionSetup.Recipe recipe) {
    OperatorSettings.requireName(name);
    ActionTypes types = types(name, recipe);
    if (!calls.getType().equals(types.call())) {
      throw new IllegalArgumentException("operator '" + name
          + "' takes requests to its graph, but the stream's type is " + calls.getType()
          + ": give it with .returns(ActionCall.type(graph))");
    }
    return new ActionStream(
        calls
            .keyBy(ActionCall::key, Types.STRING)
            .transform(
                name, types.message(), new ActionOperatorFactory(name, limits, recipe, types))
            .uid(name),
        types);
  }

  /** Of what is opened here only the graph is looked at. */
  private static ActionTypes types(String name, ActionSetup.Recipe recipe) {
    ActionSetup setup = recipe.open();
    try {
      return ActionTypes.of(setup.graph());
    } finally {
      close(name, setup);
    }
  }

  private static void close(String name, ActionSetup setup) {
    try {
      setup.close();
    } catch (Exception e) {
      throw new IllegalStateException(
          "operator '" + name + "' could not close what its actions need", e);
    }
  }
}
