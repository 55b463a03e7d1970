package io.millrace.flink;

import io.millrace.core.action.Field;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Request;
import io.millrace.core.action.StreamMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * A request to an application on Flink, or the cancellation of one. A request may begin a new application as the fork of
 * another.
 *
 * @param application the application's id
 * @param partition what the id is unique in (a user, a tenant); empty if it is unique in itself
 * @param requestId names the request; at most one of an application has it
 * @param cancel whether the request of this id is to be cancelled, and all that follows means nothing
 * @param inputs the inputs by name
 * @param halts where to stop
 * @param stepLimit how many steps at most
 * @param pastEntry whether to go on past a {@code before} halt at which the application stands
 * @param mode which steps send their intermediate results
 * @param wanted the names of the state's fields that the result is to have
 * @param headers what travels with the request beside it (trace context)
 * @param fork from where a new application is to begin; null if it goes on from where it stands
 * @param relay what the operator tells itself about the fork; null in what others send
 */
public record ActionCall(
    String application,
    String partition,
    String requestId,
    boolean cancel,
    Map<String, Object> inputs,
    List<Halt> halts,
    int stepLimit,
    boolean pastEntry,
    StreamMode mode,
    List<String> wanted,
    Map<String, String> headers,
    @Nullable ActionFork fork,
    @Nullable ActionRelay relay) {

  /** Validates the ids, and that a fork is of another application. */
  public ActionCall {
    named("application", application);
    named("requestId", requestId);
    refuseZero("application", application, partition);
    checkFork(key(partition, application), cancel, fork, relay);
    inputs = Map.copyOf(inputs);
    halts = List.copyOf(halts);
    wanted = List.copyOf(wanted);
    headers = Map.copyOf(headers);
  }

  private static void checkFork(
      String key, boolean cancel, @Nullable ActionFork fork, @Nullable ActionRelay relay) {
    if (cancel && fork != null) {
      throw new IllegalArgumentException(
          "a cancellation must not fork but forks from '" + fork.source() + "'");
    }
    if (fork == null && relay != null) {
      throw new IllegalArgumentException("a relay must be of a fork but is of none");
    }
    if (fork != null && key.equals(fork.key())) {
      throw new IllegalArgumentException("application must be another than the one that it is"
          + " forked from but is '" + fork.source() + "' too");
    }
  }

  static void refuseZero(String what, String id, String partition) {
    if (id.indexOf('\0') >= 0 || partition.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " and partition must have no character 0 but were"
          + " \"" + id + "\" and \"" + partition + "\"");
    }
  }

  static void named(String what, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
  }

  /** This request to this application; the step it halts after streams. */
  public static ActionCall of(String application, String requestId, Request request) {
    return new ActionCall(
        application,
        "",
        requestId,
        false,
        request.inputs().asMap(),
        request.halts(),
        request.stepLimit(),
        request.pastEntry(),
        StreamMode.HALTED,
        List.of(),
        Map.of(),
        null,
        null);
  }

  /** The cancellation of a request, under way or queued; of any other it means nothing. */
  public static ActionCall cancel(String application, String requestId) {
    return new ActionCall(
        application,
        "",
        requestId,
        true,
        Map.of(),
        List.of(),
        Request.DEFAULT_STEP_LIMIT,
        false,
        StreamMode.NONE,
        List.of(),
        Map.of(),
        null,
        null);
  }

  /**
   * Begins a new application where another stands or stood, and runs nothing.
   *
   * @throws IllegalArgumentException if it is to be forked from itself
   */
  public static ActionCall fork(String application, String requestId, ActionFork fork) {
    return of(application, requestId, Request.toTheEnd())
        .streaming(StreamMode.NONE)
        .forked(fork.thenRunning(false));
  }

  /**
   * The same to a new application, which first begins where another stands or stood.
   *
   * @throws IllegalArgumentException if it is to be forked from itself
   */
  public ActionCall forking(ActionFork newFork) {
    return forked(newFork.thenRunning(true));
  }

  private ActionCall forked(ActionFork newFork) {
    return with(newFork, relay);
  }

  /** What the operator says to itself about this. */
  ActionCall relayed(ActionRelay newRelay) {
    return with(fork, newRelay);
  }

  private ActionCall with(@Nullable ActionFork newFork, @Nullable ActionRelay newRelay) {
    return new ActionCall(
        application,
        partition,
        requestId,
        cancel,
        inputs,
        halts,
        stepLimit,
        pastEntry,
        mode,
        wanted,
        headers,
        newFork,
        newRelay);
  }

  /** The same to the application of that id in this partition. */
  public ActionCall in(String newPartition) {
    return new ActionCall(
        application,
        newPartition,
        requestId,
        cancel,
        inputs,
        halts,
        stepLimit,
        pastEntry,
        mode,
        wanted,
        headers,
        fork,
        relay);
  }

  /** The same with other steps that stream. */
  public ActionCall streaming(StreamMode newMode) {
    return new ActionCall(
        application,
        partition,
        requestId,
        cancel,
        inputs,
        halts,
        stepLimit,
        pastEntry,
        newMode,
        wanted,
        headers,
        fork,
        relay);
  }

  /** The same, the result to have these fields of the state. */
  public ActionCall wanting(Field<?>... fields) {
    return new ActionCall(
        application,
        partition,
        requestId,
        cancel,
        inputs,
        halts,
        stepLimit,
        pastEntry,
        mode,
        Stream.of(fields).map(Field::name).toList(),
        headers,
        fork,
        relay);
  }

  /** The same with these headers. */
  public ActionCall withHeaders(Map<String, String> newHeaders) {
    return new ActionCall(
        application,
        partition,
        requestId,
        cancel,
        inputs,
        halts,
        stepLimit,
        pastEntry,
        mode,
        wanted,
        newHeaders,
        fork,
        relay);
  }

  /**
   * The type of a stream of requests to applications of a graph: for a source, or {@code .returns}.
   *
   * @throws IllegalArgumentException if an input needs Kryo, naming it
   */
  public static TypeInformation<ActionCall> type(Graph graph) {
    return ActionTypes.of(graph).call();
  }

  /** What requests to one application have in common, and no others. A question is one to the source of a fork. */
  String key() {
    ActionFork from = fork;
    return from != null && relay != null && relay.isQuestion()
        ? from.key()
        : key(partition, application);
  }

  static String key(String partition, String application) {
    return partition.isEmpty() ? application : partition + '\0' + application;
  }

  /** What is asked, given the graph's declarations. */
  Request request(Graph graph) {
    Inputs all = Inputs.NONE;
    for (Map.Entry<String, Object> each : inputs.entrySet()) {
      all = all.with(ActionValues.input(graph, each.getKey(), each.getValue()));
    }
    return new Request(all, halts, stepLimit, pastEntry);
  }
}
