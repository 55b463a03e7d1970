package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Runs the module: hands it the messages whose turn has come, and sends on what it gives, numbered. */
final class Visit<IE, S, OE> extends Sequencer<IE, S, OE> {

  private final Work<IE, S, OE> work;
  private final ParameterClaims claims;
  private final Map<String, String> ownHeaders;
  private final RequestMetrics metrics;
  private final Output<OE> output;

  private @Nullable S state;

  private Visit(
      OperatorSettings settings, Work<IE, S, OE> work, RequestMetrics metrics, boolean timed) {
    super(settings, metrics, timed);
    this.work = work;
    this.claims =
        new ParameterClaims(settings.name(), work.runner().parameters(), settings.unclaimed());
    this.ownHeaders = Map.of("module." + settings.name(), work.runner().module().toString());
    this.metrics = metrics;
    this.output = new Output<>(metrics);
  }

  static <IE, S, OE> Sequencer.Recipe<IE, S, OE> recipe(
      OperatorSettings settings, Work.Recipe<IE, S, OE> recipe) {
    return (metrics, timed) -> new Visit<>(settings, recipe.open(), metrics, timed);
  }

  @Override
  void turnTo(
      String requestId, @Nullable Request<IE, S> request, Collector<Message<OE>> collector) {
    output.turnTo(requestId, collector);
    if (request != null) {
      output.resume(request.attempt(), request.produced(), request.headers(), request.handOn());
      state = request.work();
    }
  }

  @Override
  Request<IE, S> leave(Arrivals<IE> kept, RequestTimes at) {
    return Request.of(
        attempt(), output.produced(), state, output.headers(), output.handOn(), kept, at);
  }

  @Override
  void admit(Message<IE> message) {
    output.owedTo(null);
    super.admit(message);
  }

  /** What came first may be the end, or a later message: the trace is known, and all else when the first is taken. */
  @Override
  void started(Message<IE> message) {
    output.resume(message.attempt(), 0, Message.traceOf(message.headers()), Parameters.NONE);
    state = null;
  }

  @Override
  boolean cancelsAtOnce(Message<IE> cancellation) {
    return true;
  }

  @Override
  void cancelled(Message<IE> cancellation) {
    output.owedTo(cancellation.origin());
    finish(cancellation.status());
  }

  @Override
  void superseded(int by) {
    finish(
        Status.Code.ABORTED.because("attempt " + by + " took the place of attempt " + attempt()));
  }

  @Override
  void expired(String why) {
    fail(Status.Code.DEADLINE_EXCEEDED.because(why), null);
  }

  @Override
  void take(Message<IE> message) {
    output.owedTo(message.origin());
    boolean silent = output.produced() == 0;
    try {
      if (state == null) {
        open(message);
      }
      advance(message);
    } catch (Exception e) {
      output.rethrowDownstream();
      Blame.rethrowInterrupt(e);
      fail(Status.of(e), e);
      return;
    }
    output.rethrowDownstream();
    if (silent && output.produced() > 0) {
      metrics.firstOutputAfter(sinceStart());
    }
    if (message.last()) {
      finish(message.status());
    }
  }

  private void open(Message<IE> first) {
    Map<String, String> headers = new HashMap<>(first.headers());
    headers.putAll(ownHeaders);
    output.carry(Message.headersInOrder(headers), Parameters.NONE);
    if (first.hasPayload() || first.status().isOk()) {
      ParameterClaims.Claimed claimed = claims.claim(first.parameters());
      output.carry(output.headers(), claimed.rest());
      state = stated(work.flavor().open(claimed.own()));
    }
  }

  private void advance(Message<IE> message) {
    S current = state;
    if (current == null) {
      return;
    }
    IE element = message.payload();
    if (element != null) {
      current = stated(work.flavor().next(current, element, output));
    }
    if (message.last() && message.status().isOk()) {
      work.flavor().end(current, output);
    }
    state = current;
  }

  private static <S> S stated(@Nullable S state) {
    return Objects.requireNonNull(state, "a module's state must not be null");
  }

  @Override
  void finish(Status status) {
    output.end(status);
    state = null;
    close(status.isOk());
  }

  @Override
  void endInput() {
    output.owedTo(null);
    super.endInput();
  }

  @Override
  public void close() throws IOException {
    work.runner().close();
  }
}
