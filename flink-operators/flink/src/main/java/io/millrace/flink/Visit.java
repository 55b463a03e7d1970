package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.Arrivals.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * One visit to a request: its state is taken up by {@link #enter}, changed by what happens, and put down again by {@link
 * #leave}. The rules of attempts, order, limits and failure are here. One object serves all requests of a task, one after
 * the other.
 */
final class Visit<IE, S, OE> {

  private final OperatorSettings settings;
  private final Work<IE, S, OE> work;
  private final ParameterClaims claims;
  private final Map<String, String> ownHeaders;
  private final RequestMetrics metrics;
  private final Output<OE> output;
  private final RequestTimes times;

  private KeyedProcessFunction<String, Message<IE>, Message<OE>>.@Nullable Context context;
  private boolean changed;
  private @Nullable S state;
  private Arrivals<IE> arrivals = Arrivals.none();

  /**
   * For a task.
   *
   * @param timed whether time passes for requests: it does not in BATCH, where their messages are all there
   */
  Visit(OperatorSettings settings, Work<IE, S, OE> work, RequestMetrics metrics, boolean timed) {
    this.settings = settings;
    this.work = work;
    this.claims =
        new ParameterClaims(settings.name(), work.runner().parameters(), settings.unclaimed());
    this.ownHeaders = Map.of("module." + settings.name(), work.runner().module().toString());
    this.metrics = metrics;
    this.output = new Output<>(metrics);
    this.times = new RequestTimes(settings.limits(), timed);
  }

  /** Takes up a request; one that is not known yet begins with its first message. */
  void enter(
      @Nullable Request<IE, S> request,
      KeyedProcessFunction<String, Message<IE>, Message<OE>>.Context newContext,
      Collector<Message<OE>> collector) {
    context = newContext;
    output.turnTo(newContext.getCurrentKey(), collector);
    boolean resumed = times.turnTo(request, newContext.timerService());
    changed = resumed;
    if (resumed) {
      metrics.requestResumed();
      times.countAnew();
    }
    if (request != null) {
      output.resume(request.attempt(), request.produced(), request.headers(), request.handOn());
      state = request.work();
      arrivals = request.arrivals();
    }
  }

  /** Whether the visit changed anything that must be kept. */
  boolean changed() {
    return changed;
  }

  /** What must be kept of the request. */
  Request<IE, S> leave() {
    return new Request<>(
        output.attempt(),
        output.produced(),
        state,
        output.headers(),
        output.handOn(),
        arrivals,
        times.startedAt(),
        times.touchedAt(),
        times.gapSince(),
        times.endedAt(),
        times.timerAt());
  }

  /** A message came: takes it, and those that waited for it; or holds it, or drops it. */
  void admit(Message<IE> message) {
    output.owedTo(null);
    if (!times.isKnown()) {
      begin(message.attempt());
    } else if (message.attempt() > output.attempt()) {
      supersede(message.attempt());
    } else if (message.attempt() < output.attempt() || times.isOver()) {
      metrics.duplicate();
      return;
    }
    if (message.status().code() == Status.Code.CANCELLED) {
      output.owedTo(message.origin());
      finish(message.status());
      return;
    }
    Optional<Status> conflict = arrivals.conflict(message);
    if (conflict.isPresent()) {
      fail(conflict.get(), null);
      return;
    }
    sequence(message);
  }

  private void sequence(Message<IE> message) {
    Verdict verdict = arrivals.verdict(message);
    if (verdict == Verdict.DUPLICATE) {
      metrics.duplicate();
      return;
    }
    times.touch();
    changed = true;
    if (verdict == Verdict.EARLY) {
      hold(message);
      return;
    }
    take(message);
    takeFollowing();
  }

  private void begin(int attempt) {
    output.resume(attempt, 0, Map.of(), Parameters.NONE);
    state = null;
    arrivals = Arrivals.none();
    metrics.requestStarted();
    times.begin();
    changed = true;
  }

  private void supersede(int attempt) {
    if (times.isOpen()) {
      finish(Status.Code.ABORTED.because(
          "attempt " + attempt + " took the place of attempt " + output.attempt()));
    }
    begin(attempt);
  }

  private void hold(Message<IE> message) {
    arrivals = arrivals.held(message);
    times.gapOpens();
    if (arrivals.early().size() > settings.limits().early()) {
      closeGap("more than " + settings.limits().early() + " later ones came");
    }
  }

  /** Takes the early messages whose turn has come. */
  private void takeFollowing() {
    int following = arrivals.following();
    if (following == 0) {
      return;
    }
    List<Message<IE>> due = arrivals.early().subList(0, following);
    arrivals = arrivals.withoutFirst(following);
    times.gapCloses(!arrivals.early().isEmpty());
    for (Message<IE> message : due) {
      if (times.isOpen()) {
        take(message);
      }
    }
  }

  private void closeGap(String why) {
    metrics.gap();
    if (settings.limits().gapPolicy() == GapPolicy.FAIL) {
      fail(Status.Code.DATA_LOSS.because(arrivals.missing() + " did not come: " + why), null);
      return;
    }
    arrivals = arrivals.skipGap();
    takeFollowing();
  }

  private void take(Message<IE> message) {
    arrivals = arrivals.taken(message);
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
      metrics.firstOutputAfter(times.sinceStart());
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

  private void fail(Status status, @Nullable Throwable cause) {
    DeadLetter letter = DeadLetter.ofRequest(
        settings.name(),
        output.requestId(),
        output.attempt(),
        arrivals.firstKnown(),
        arrivals.lastKnown(),
        status,
        DeadLetter.stackTraceOf(cause));
    Objects.requireNonNull(context).output(OperatorSettings.DEAD_LETTERS, letter);
    finish(status);
  }

  private void finish(Status status) {
    output.end(status);
    metrics.requestEnded(status.isOk());
    state = null;
    arrivals = Arrivals.none();
    times.end();
    changed = true;
  }

  /** The timer is due; limits that are not over yet set it again. False if the request is to be forgotten. */
  boolean onTimer() {
    times.timerIsDue();
    changed = true;
    if (times.isGapTooLong()) {
      closeGap("it was waited for " + settings.limits().gap());
    }
    if (times.isIdleTooLong()) {
      fail(
          Status.Code.DEADLINE_EXCEEDED.because(
              "no message came for " + settings.limits().idle()),
          null);
    }
    if (times.isTombstoneDue()) {
      return false;
    }
    times.scheduleLimits();
    return true;
  }

  /** No more messages will come: what is still under way fails. */
  void endInput() {
    output.owedTo(null);
    while (times.isOpen() && !arrivals.early().isEmpty()) {
      closeGap("the input ended");
    }
    if (times.isOpen()) {
      fail(Status.Code.DEADLINE_EXCEEDED.because("the input ended before the request did"), null);
    }
    times.cancelTimer();
  }
}
