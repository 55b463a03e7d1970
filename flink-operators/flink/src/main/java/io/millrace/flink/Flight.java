package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.Alarms.Alarm;
import io.millrace.flink.async.Reading;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** A request that an asynchronous operator has not ended yet: where it stands, and what goes out for it. */
final class Flight<I, OE> {

  /** What a request waits for. */
  enum Phase {
    /** For its turn. */
    TURN,
    /** For a number that its next attempt may have. */
    NUMBER,
    /** For the module. */
    ANSWER,
    /** For the time of its next retry. */
    RETRY
  }

  private final int asked;
  private final long timestamp;
  private final long arrivedAt;
  private final Output<OE> output;
  private final Alarm alarm;

  private Message<I> input;
  private HeldWatermarks.@Nullable Stretch stretch;
  private ParameterClaims.@Nullable Claimed parameters;
  private Map<String, String> headers = Map.of();
  private String tenant = "";

  /** The attempt that is open, or else the greatest before; the next is above it. */
  private int attempt;

  private boolean open;
  private boolean begun;
  private long sentBefore;

  /** The watermark that waited for it when it was last kept. */
  private long keptMark;

  Phase phase = Phase.TURN;
  boolean hasSeat;
  int retries;
  long startedAt;
  long runAt;
  long elementAt;
  boolean silent;

  /** So many elements of this run have gone out in an earlier one. */
  long skip;

  @Nullable
  Reading<Flight<I, OE>, OE> reading;

  /**
   * One that waits for its turn.
   *
   * @param begun whether an attempt had begun when this task did
   * @param due called when the request's alarm is
   */
  Flight(AsyncRequest<I> request, boolean begun, Output<OE> output, Consumer<Flight<I, OE>> due) {
    this.asked = request.asked();
    this.timestamp = request.timestamp();
    this.arrivedAt = request.arrivedAt();
    this.input = Objects.requireNonNull(request.input());
    this.attempt = request.attempt();
    this.begun = begun;
    this.sentBefore = request.sent();
    this.keptMark = request.held();
    this.output = output;
    this.alarm = new Alarm(() -> due.accept(this));
  }

  /** Comes to the operator, before the watermarks that come after it. */
  void enters(HeldWatermarks.Stretch newStretch, Collector<Message<OE>> collector) {
    stretch = newStretch;
    output.turnTo(requestId(), collector);
    output.owedTo(input.origin());
  }

  HeldWatermarks.Stretch stretch() {
    return Objects.requireNonNull(stretch);
  }

  String requestId() {
    return input.requestId();
  }

  /** The input, or what is to be said in its place. */
  Message<I> input() {
    return input;
  }

  int asked() {
    return asked;
  }

  long timestamp() {
    return timestamp;
  }

  long arrivedAt() {
    return arrivedAt;
  }

  Alarm alarm() {
    return alarm;
  }

  /** Whether an attempt has begun, be it in an earlier task. */
  boolean begun() {
    return begun;
  }

  void claims(ParameterClaims.Claimed claimed, String newTenant) {
    parameters = claimed;
    tenant = newTenant;
  }

  String tenant() {
    return tenant;
  }

  /** The module's own parameters. */
  Parameters own() {
    return parameters == null ? Parameters.NONE : parameters.own();
  }

  void carries(Map<String, String> newHeaders) {
    headers = newHeaders;
  }

  /** The request is to end like this as soon as there is a number for it. */
  void willEnd(Status status) {
    input = input.endingWith(status);
  }

  boolean isOpen() {
    return open;
  }

  /** The attempt that is open, or else the greatest before it. */
  int attempt() {
    return attempt;
  }

  /** An attempt begins, the first of its messages to be numbered 0. */
  void begin(int newAttempt) {
    attempt = newAttempt;
    open = true;
    begun = true;
    Parameters rest = parameters == null ? Parameters.NONE : parameters.rest();
    output.resume(newAttempt, 0, headers, rest);
  }

  /**
   * Goes on with the attempt of the input where an earlier run left off; what went out then is not sent again. An attempt
   * above that of the input is of a module that was not deterministic yet: what this one says is not its continuation.
   */
  void goOn() {
    if (attempt > asked) {
      begin(attempt + 1);
      return;
    }
    begin(asked);
    if (sentBefore > 0) {
      output.resume(asked, sentBefore, Message.traceOf(headers), Parameters.NONE);
      skip = sentBefore;
    }
  }

  long produced() {
    return output.produced();
  }

  /** How a request ends whose module said less when it was asked again. */
  Status fallsShort() {
    return Status.Code.INTERNAL.because(
        "the module is declared deterministic, but its answer ended " + skip
            + " elements short of the " + produced() + " it had when it was first asked");
  }

  void send(OE element) {
    output.accept(element);
  }

  /** The attempt ends. */
  void end(Status status) {
    output.end(status);
    open = false;
  }

  /** Whether another watermark waits for it than when it was last kept. */
  boolean holdsMoreThanKept() {
    return stretch().mark() != keptMark;
  }

  /** What a checkpoint keeps of it. */
  AsyncRequest<I> kept() {
    keptMark = stretch().mark();
    long sent = open ? output.produced() : sentBefore;
    return new AsyncRequest<>(asked, attempt, sent, arrivedAt, 0, timestamp, keptMark, input);
  }
}
