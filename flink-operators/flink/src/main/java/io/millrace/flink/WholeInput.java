package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of the flavours does that take a whole input, whether it has a control stream or not. One message, the
 * request's first, carries the input. What the module answers goes out as it comes, then the terminal message. It keeps
 * nothing, and so knows no duplicates.
 *
 * <p>The terminal message that another operator puts behind the one with the input has nothing more to say, and is dropped.
 */
final class WholeInput<I, OE> implements Closeable {

  private final OperatorSettings settings;
  private final Versions<Answering<I, OE>> versions;
  private final Beginning<Answering<I, OE>> beginning;
  private final RequestMetrics metrics;
  private final Output<OE> output;

  /** Given the versions to close in the end, and what says which of them answers a request. */
  WholeInput(
      OperatorSettings settings,
      Versions<Answering<I, OE>> versions,
      Beginning<Answering<I, OE>> beginning,
      RequestMetrics metrics) {
    this.settings = settings;
    this.versions = versions;
    this.beginning = beginning;
    this.metrics = metrics;
    this.output = new Output<>(metrics);
  }

  void take(Message<I> message, WholeCall call, Collector<Message<OE>> out) {
    metrics.messageIn();
    if (message.sequence() > 0 && !message.hasPayload()) {
      return;
    }
    if (message.sequence() > 0) {
      call.deadLetter(
          letter(message, notWhole("message " + message.sequence() + " has a payload too"), null));
      return;
    }
    Map<String, String> headers = new HashMap<>(message.headers());
    Version<Answering<I, OE>> version = beginning.of(headers, call::deadLetter);
    headers.putAll(version.headers());
    output.turnTo(message.requestId(), out);
    output.resume(message.attempt(), 0, Message.headersInOrder(headers), Parameters.NONE);
    output.owedTo(message.origin());
    metrics.requestStarted();
    Status status = answer(message, version, call);
    output.end(status);
    metrics.requestEnded(status.isOk());
  }

  private Status answer(Message<I> message, Version<Answering<I, OE>> version, WholeCall call) {
    I input = message.payload();
    if (!message.status().isOk()) {
      return message.status();
    }
    try {
      if (input == null) {
        throw notWhole("its first message has none").asException();
      }
      ParameterClaims.Claimed claimed = version.claims().claim(message.parameters());
      output.carry(output.headers(), claimed.rest());
      send(input, version, version.over(claimed.own()), call);
      output.rethrowDownstream();
      return Status.OK;
    } catch (Exception e) {
      output.rethrowDownstream();
      Blame.rethrowInterrupt(e);
      Status status = Status.of(e);
      call.deadLetter(letter(message, status, e));
      return status;
    }
  }

  private void send(I input, Version<Answering<I, OE>> version, Parameters own, WholeCall call) {
    long start = call.now();
    boolean silent = true;
    try (Stream<OE> elements = version.loaded().flavor().run(input, own)) {
      for (Iterator<OE> each = elements.iterator(); each.hasNext(); ) {
        OE element = each.next();
        if (silent) {
          metrics.firstOutputAfter(call.now() - start);
          silent = false;
        }
        output.accept(element);
      }
    }
  }

  static Status notWhole(String why) {
    return Status.Code.FAILED_PRECONDITION.because(
        "a flavour with unary input takes a request whose payload is in its first message, but "
            + why);
  }

  private DeadLetter letter(Message<I> message, Status status, @Nullable Throwable cause) {
    return letter(settings.name(), message, status, cause);
  }

  static DeadLetter letter(
      String operator, Message<?> message, Status status, @Nullable Throwable cause) {
    Origin origin = message.origin();
    return DeadLetter.ofRequest(
        operator,
        message.requestId(),
        message.attempt(),
        origin,
        origin == null ? -1 : origin.offset(),
        status,
        DeadLetter.stackTraceOf(cause));
  }

  @Override
  public void close() throws IOException {
    versions.close();
  }
}
