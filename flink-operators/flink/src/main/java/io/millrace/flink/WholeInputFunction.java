package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The operator of the flavours that take a whole input: one message, the request's first, carries it. What the module
 * answers goes out as it comes, then the terminal message. It keeps nothing, and so knows no duplicates.
 *
 * <p>The terminal message that another operator puts behind the one with the input has nothing more to say, and is dropped.
 */
final class WholeInputFunction<I, OE> extends ProcessFunction<Message<I>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  /** Makes the runner on the worker, and says how it answers. */
  interface Recipe<I, OE> extends Serializable {
    Answering<I, OE> open();
  }

  private final OperatorSettings settings;
  private final Recipe<I, OE> recipe;

  private transient @Nullable Answering<I, OE> answering;
  private transient @Nullable ParameterClaims claims;
  private transient @Nullable RequestMetrics metrics;
  private transient @Nullable Output<OE> output;
  private transient @Nullable Map<String, String> ownHeaders;

  WholeInputFunction(OperatorSettings settings, Recipe<I, OE> recipe) {
    this.settings = settings;
    this.recipe = recipe;
  }

  @Override
  public void open(OpenContext openContext) {
    answering = recipe.open();
    claims =
        new ParameterClaims(settings.name(), answering.runner().parameters(), settings.unclaimed());
    metrics = new RequestMetrics(getRuntimeContext().getMetricGroup());
    output = new Output<>(metrics);
    ownHeaders = Map.of("module." + settings.name(), answering.runner().module().toString());
  }

  @Override
  public void processElement(Message<I> message, Context context, Collector<Message<OE>> out) {
    RequestMetrics counts = Objects.requireNonNull(metrics);
    counts.messageIn();
    if (message.sequence() > 0 && !message.hasPayload()) {
      return;
    }
    Output<OE> answer = Objects.requireNonNull(output);
    answer.turnTo(message.requestId(), out);
    answer.resume(message.attempt(), 0, headers(message), Parameters.NONE);
    answer.owedTo(message.origin());
    if (message.sequence() > 0) {
      context.output(
          OperatorSettings.DEAD_LETTERS,
          letter(message, notWhole("message " + message.sequence() + " has a payload too"), null));
      return;
    }
    counts.requestStarted();
    Status status = answer(message, answer, context);
    answer.end(status);
    counts.requestEnded(status.isOk());
  }

  private Status answer(Message<I> message, Output<OE> answer, Context context) {
    I input = message.payload();
    if (!message.status().isOk()) {
      return message.status();
    }
    try {
      if (input == null) {
        throw notWhole("its first message has none").asException();
      }
      ParameterClaims.Claimed claimed = Objects.requireNonNull(claims).claim(message.parameters());
      answer.carry(answer.headers(), claimed.rest());
      send(input, claimed.own(), answer, context.timerService());
      answer.rethrowDownstream();
      return Status.OK;
    } catch (Exception e) {
      answer.rethrowDownstream();
      Blame.rethrowInterrupt(e);
      Status status = Status.of(e);
      context.output(OperatorSettings.DEAD_LETTERS, letter(message, status, e));
      return status;
    }
  }

  private void send(I input, Parameters own, Output<OE> answer, TimerService clock) {
    long start = clock.currentProcessingTime();
    boolean silent = true;
    try (Stream<OE> elements = Objects.requireNonNull(answering).flavor().run(input, own)) {
      for (Iterator<OE> each = elements.iterator(); each.hasNext(); ) {
        OE element = each.next();
        if (silent) {
          Objects.requireNonNull(metrics).firstOutputAfter(clock.currentProcessingTime() - start);
          silent = false;
        }
        answer.accept(element);
      }
    }
  }

  static Status notWhole(String why) {
    return Status.Code.FAILED_PRECONDITION.because(
        "a flavour with unary input takes a request whose payload is in its first message, but "
            + why);
  }

  private Map<String, String> headers(Message<I> message) {
    Map<String, String> headers = new HashMap<>(message.headers());
    headers.putAll(Objects.requireNonNull(ownHeaders));
    return Message.headersInOrder(headers);
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
  public void close() throws Exception {
    if (answering != null) {
      answering.runner().close();
    }
  }
}
