package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request's output on as the module hands it out, numbered densely. An exception from further down the stream
 * passes through the module's call like one of its own; {@link #rethrowDownstream} tells them apart, for that one must
 * fail the job.
 *
 * <p>One object serves a task's requests at every token. What is mostly the same is stored only if it is not, since a
 * reference that is stored in an old object costs G1 a memory fence.
 */
final class Output<OE> implements Consumer<OE> {

  static final String NO_ELEMENT = "a module's output must not be null";

  private final RequestMetrics metrics;
  private @Nullable Collector<Message<OE>> collector;
  private @Nullable RuntimeException downstream;
  private String requestId = "";
  private int attempt;
  private long produced;
  private Map<String, String> headers = Map.of();
  private Parameters handOn = Parameters.NONE;
  private @Nullable Origin origin;

  Output(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  /** Turns to another request. */
  void turnTo(String newRequestId, Collector<Message<OE>> newCollector) {
    requestId = newRequestId;
    if (collector != newCollector) {
      collector = newCollector;
    }
    downstream = null;
    origin = null;
  }

  /** Goes on with an attempt where it stands. */
  void resume(
      int newAttempt, long newProduced, Map<String, String> newHeaders, Parameters newHandOn) {
    attempt = newAttempt;
    produced = newProduced;
    carry(newHeaders, newHandOn);
  }

  /** What goes with the attempt's first message, or with its next one. */
  void carry(Map<String, String> newHeaders, Parameters newHandOn) {
    if (headers != newHeaders) {
      headers = newHeaders;
    }
    if (!(handOn.isEmpty() && newHandOn.isEmpty())) {
      handOn = newHandOn;
    }
  }

  /** Says which input message the output is owed to. */
  void owedTo(@Nullable Origin newOrigin) {
    origin = newOrigin;
  }

  @Override
  public void accept(OE element) {
    send(Objects.requireNonNull(element, NO_ELEMENT), false, Status.OK);
  }

  /** The terminal message, after which nothing goes on. */
  void end(Status status) {
    send(null, true, status);
    headers = Map.of();
  }

  private void send(@Nullable OE element, boolean last, Status status) {
    Message<OE> message =
        new Message<>(requestId, attempt, produced, element, handOn, headers, last, status, origin);
    if (produced == 0) {
      carry(Message.traceOf(headers), Parameters.NONE);
    }
    produced++;
    metrics.messageOut();
    try {
      Objects.requireNonNull(collector).collect(message);
    } catch (RuntimeException e) {
      downstream = e;
      throw e;
    }
  }

  /** Throws what came from further down the stream, also if the module caught it. */
  void rethrowDownstream() {
    if (downstream != null) {
      throw downstream;
    }
  }

  String requestId() {
    return requestId;
  }

  int attempt() {
    return attempt;
  }

  long produced() {
    return produced;
  }

  Map<String, String> headers() {
    return headers;
  }

  Parameters handOn() {
    return handOn;
  }
}
