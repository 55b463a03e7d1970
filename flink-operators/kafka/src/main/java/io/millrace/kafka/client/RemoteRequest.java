package io.millrace.kafka.client;

import io.millrace.core.Message;
import io.millrace.core.action.Field;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import io.millrace.core.action.StreamMode;
import io.millrace.kafka.action.AnyValues;
import io.millrace.schemas.ActionHalt;
import io.millrace.schemas.ActionHaltSide;
import io.millrace.schemas.ActionHaltTarget;
import io.millrace.schemas.ActionRequest;
import io.millrace.schemas.ActionRequestKind;
import io.millrace.schemas.ActionStreaming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an application somewhere else.
 *
 * @param application the application's id
 * @param partition what the id is unique in (a user, a tenant); empty if it is unique in itself
 * @param requestId names the request; one that the application has had gets the end again that it had, without running
 * @param request what is asked
 * @param mode which steps send their intermediate results
 * @param wanted the names of the state's fields that the end is to have
 * @param headers what travels with the request beside it (trace context)
 * @param timeout within this time it must end; null for the client's
 * @param fork from where a new application is to begin; null if it goes on from where it stands
 * @param runs whether it is to run; only a fork may not
 */
public record RemoteRequest(
    String application,
    String partition,
    String requestId,
    Request request,
    StreamMode mode,
    List<String> wanted,
    Map<String, String> headers,
    @Nullable Duration timeout,
    @Nullable RemoteFork fork,
    boolean runs) {

  /** Validates the ids, and the time. */
  public RemoteRequest {
    if (application.isEmpty() || requestId.isEmpty()) {
      throw new IllegalArgumentException("application and requestId must not be empty but were \""
          + application + "\" and \"" + requestId + "\"");
    }
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException("timeout must be more than nothing but was " + timeout);
    }
    if (fork != null && fork.source().equals(application) && fork.partition().equals(partition)) {
      throw new IllegalArgumentException("application must be another than the one that it is"
          + " forked from but is '" + application + "' too");
    }
    if (fork == null && !runs) {
      throw new IllegalArgumentException("a request must run, or fork, but does neither");
    }
    wanted = List.copyOf(wanted);
    headers = Map.copyOf(headers);
  }

  /** This request to this application, under an id of its own; the step it halts after streams. */
  public static RemoteRequest of(String application, Request request) {
    return new RemoteRequest(
        application,
        "",
        UUID.randomUUID().toString(),
        request,
        StreamMode.HALTED,
        List.of(),
        Map.of(),
        null,
        null,
        true);
  }

  /** Begins a new application where another stands or stood, and runs nothing. */
  public static RemoteRequest fork(String application, RemoteFork fork) {
    RemoteRequest request = of(application, Request.toTheEnd());
    return new RemoteRequest(
        application,
        "",
        request.requestId(),
        request.request(),
        StreamMode.NONE,
        List.of(),
        Map.of(),
        null,
        fork,
        false);
  }

  /** The same to a new application, which first begins where another stands or stood. */
  public RemoteRequest forking(RemoteFork newFork) {
    return new RemoteRequest(
        application, partition, requestId, request, mode, wanted, headers, timeout, newFork, runs);
  }

  /** The same under this id: whoever sends it again after a failure gets the end it had, or waits for it. */
  public RemoteRequest withId(String newId) {
    return new RemoteRequest(
        application, partition, newId, request, mode, wanted, headers, timeout, fork, runs);
  }

  /** The same to the application of that id in this partition. */
  public RemoteRequest in(String newPartition) {
    return new RemoteRequest(
        application, newPartition, requestId, request, mode, wanted, headers, timeout, fork, runs);
  }

  /** The same with other steps that stream. */
  public RemoteRequest streaming(StreamMode newMode) {
    return new RemoteRequest(
        application, partition, requestId, request, newMode, wanted, headers, timeout, fork, runs);
  }

  /** The same, the end to have these fields of the state. */
  public RemoteRequest wanting(Field<?>... fields) {
    List<String> names = Stream.of(fields).map(Field::name).toList();
    return new RemoteRequest(
        application, partition, requestId, request, mode, names, headers, timeout, fork, runs);
  }

  /** The same with these headers. */
  public RemoteRequest withHeaders(Map<String, String> newHeaders) {
    return new RemoteRequest(
        application, partition, requestId, request, mode, wanted, newHeaders, timeout, fork, runs);
  }

  /** The same with another time in which it must end. */
  public RemoteRequest within(Duration newTimeout) {
    return new RemoteRequest(
        application, partition, requestId, request, mode, wanted, headers, newTimeout, fork, runs);
  }

  Message<ActionRequest> run() {
    return Message.unary(
            requestId,
            new ActionRequest(
                application,
                partition,
                runs ? ActionRequestKind.RUN : ActionRequestKind.FORK,
                AnyValues.named(request.inputs().asMap()),
                request.halts().stream().map(RemoteRequest::halt).toList(),
                request.stepLimit(),
                request.pastEntry(),
                ActionStreaming.valueOf(mode.name()),
                wanted,
                fork == null ? null : fork.written()))
        .withHeaders(headers);
  }

  Message<ActionRequest> cancel() {
    return Message.unary(
            requestId,
            new ActionRequest(
                application,
                partition,
                ActionRequestKind.CANCEL,
                Map.of(),
                List.of(),
                Request.DEFAULT_STEP_LIMIT,
                false,
                ActionStreaming.NONE,
                List.of(),
                null))
        .withHeaders(Message.traceOf(headers));
  }

  private static ActionHalt halt(Halt halt) {
    return new ActionHalt(
        ActionHaltSide.valueOf(halt.when().name()),
        ActionHaltTarget.valueOf(halt.by().name()),
        halt.name());
  }

  @Override
  public String toString() {
    return "request '" + requestId + "' to application '" + application + "'"
        + (partition.isEmpty() ? "" : " of partition '" + partition + "'");
  }
}
