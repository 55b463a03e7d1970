package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.Arrivals.Verdict;
import java.time.Duration;
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
  private final boolean timed;

  private KeyedProcessFunction<String, Message<IE>, Message<OE>>.@Nullable Context context;
  /** When the task was first called: limits count from there at the earliest. */
  private long runningSince;

  private String requestId = "";
  private long now;
  private boolean changed;
  private @Nullable S state;
  private Arrivals<IE> arrivals = Arrivals.none();
  private long startedAt;
  private long touchedAt;
  private long gapSince;
  private long endedAt;
  private long timerAt;

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
    this.timed = timed;
  }

  /** Takes up a request; one that is not known yet begins with its first message. */
  void enter(
      @Nullable Request<IE, S> request,
      KeyedProcessFunction<String, Message<IE>, Message<OE>>.Context newContext,
      Collector<Message<OE>> collector) {
    context = newContext;
    requestId = newContext.getCurrentKey();
    now = Math.max(1, newContext.timerService().currentProcessingTime());
    runningSince = runningSince == 0 ? now : runningSince;
    changed = false;
    output.turnTo(requestId, collector);
    if (request == null) {
      startedAt = 0;
      endedAt = 0;
      timerAt = 0;
      return;
    }
    output.resume(request.attempt(), request.produced(), request.headers(), request.handOn());
    state = request.work();
    arrivals = request.arrivals();
    startedAt = request.startedAt();
    touchedAt = request.touchedAt();
    gapSince = request.gapSince();
    endedAt = request.endedAt();
    timerAt = request.timerAt();
    if (endedAt == 0 && touchedAt < runningSince) {
      resumeAfterRestore();
    }
  }

  private void resumeAfterRestore() {
    metrics.requestResumed();
    touchedAt = runningSince;
    gapSince = gapSince == 0 ? 0 : runningSince;
    changed = true;
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
        startedAt,
        touchedAt,
        gapSince,
        endedAt,
        timerAt);
  }

  /** A message came: takes it, and those that waited for it; or holds it, or drops it. */
  void admit(Message<IE> message) {
    if (startedAt == 0) {
      begin(message.attempt());
    } else if (message.attempt() > output.attempt()) {
      supersede(message.attempt());
    } else if (message.attempt() < output.attempt() || endedAt != 0) {
      metrics.duplicate();
      return;
    }
    if (message.status().code() == Status.Code.CANCELLED) {
      output.owedTo(message.origin());
      touch();
      finish(message.status());
      return;
    }
    Optional<String> conflict = arrivals.conflict(message);
    if (conflict.isPresent()) {
      touch();
      fail(Status.Code.FAILED_PRECONDITION.because(conflict.get()), null);
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
    touch();
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
    startedAt = now;
    gapSince = 0;
    endedAt = 0;
    metrics.requestStarted();
    touch();
    schedule(now + settings.limits().idle().toMillis());
  }

  private void supersede(int attempt) {
    if (endedAt == 0) {
      finish(Status.Code.ABORTED.because(
          "attempt " + attempt + " took the place of attempt " + output.attempt()));
    }
    begin(attempt);
  }

  private void touch() {
    touchedAt = now;
    changed = true;
  }

  private void hold(Message<IE> message) {
    arrivals = arrivals.held(message);
    if (gapSince == 0) {
      gapSince = now;
      schedule(now + settings.limits().gap().toMillis());
    }
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
    gapSince = arrivals.early().isEmpty() ? 0 : now;
    for (Message<IE> message : due) {
      if (endedAt == 0) {
        take(message);
      }
    }
  }

  private void closeGap(String why) {
    if (settings.limits().gapPolicy() == GapPolicy.FAIL) {
      long present = arrivals.early().get(0).sequence();
      String missing = present - 1 == arrivals.next()
          ? "message " + arrivals.next()
          : "messages " + arrivals.next() + " to " + (present - 1);
      fail(Status.Code.DATA_LOSS.because(missing + " did not come: " + why), null);
      return;
    }
    metrics.gap();
    arrivals = arrivals.skipGap();
    takeFollowing();
  }

  private void take(Message<IE> message) {
    arrivals = arrivals.taken(message);
    output.owedTo(message.origin());
    long producedBefore = output.produced();
    try {
      if (state == null) {
        open(message);
      }
      advance(message);
    } catch (RuntimeException e) {
      output.rethrowDownstream();
      fail(Status.of(e), e);
      return;
    }
    if (producedBefore == 0 && output.produced() > 0) {
      metrics.firstOutputAfter(now - startedAt);
    }
    if (message.last()) {
      finish(message.status());
    }
  }

  private void open(Message<IE> first) {
    Map<String, String> headers = new HashMap<>(first.headers());
    headers.putAll(ownHeaders);
    output.carry(Message.headersInOrder(headers), Parameters.NONE);
    boolean nothingToDo = !first.hasPayload() && !first.status().isOk();
    if (!nothingToDo) {
      ParameterClaims.Claimed claimed = claims.claim(first.parameters());
      output.carry(output.headers(), claimed.rest());
      state = work.flavor().open(claimed.own());
    }
  }

  private void advance(Message<IE> message) {
    S current = state;
    if (current == null) {
      return;
    }
    IE element = message.payload();
    if (element != null) {
      current = work.flavor().next(current, element, output);
    }
    if (message.last() && message.status().isOk()) {
      work.flavor().end(current, output);
    }
    state = current;
  }

  private void fail(Status status, @Nullable Throwable cause) {
    Origin first = arrivals.first();
    DeadLetter letter = DeadLetter.ofRequest(
        settings.name(),
        requestId,
        output.attempt(),
        first,
        arrivals.lastOffset(),
        status,
        DeadLetter.stackTraceOf(cause));
    context().output(OperatorSettings.DEAD_LETTERS, letter);
    finish(status);
  }

  private void finish(Status status) {
    output.end(status);
    metrics.requestEnded(status.isOk());
    output.carry(Map.of(), Parameters.NONE);
    state = null;
    arrivals = Arrivals.none();
    gapSince = 0;
    endedAt = now;
    changed = true;
    schedule(now + settings.limits().tombstone().toMillis());
  }

  /** The timer is due; limits that are not over yet set it again. False if the request is to be forgotten. */
  boolean onTimer() {
    timerAt = 0;
    changed = true;
    if (endedAt == 0 && gapSince != 0 && isOver(gapSince, settings.limits().gap())) {
      closeGap("it was waited for " + settings.limits().gap());
    }
    if (endedAt == 0 && isOver(touchedAt, settings.limits().idle())) {
      fail(
          Status.Code.DEADLINE_EXCEEDED.because(
              "no message came for " + settings.limits().idle()),
          null);
    }
    if (endedAt != 0 && isOver(endedAt, settings.limits().tombstone())) {
      return false;
    }
    scheduleLimits();
    return true;
  }

  private boolean isOver(long since, Duration limit) {
    return now - since >= limit.toMillis();
  }

  private void scheduleLimits() {
    if (endedAt != 0) {
      schedule(endedAt + settings.limits().tombstone().toMillis());
      return;
    }
    schedule(touchedAt + settings.limits().idle().toMillis());
    if (gapSince != 0) {
      schedule(gapSince + settings.limits().gap().toMillis());
    }
  }

  /** No more messages will come: what is still under way fails. */
  void endInput() {
    while (endedAt == 0 && !arrivals.early().isEmpty()) {
      closeGap("the input ended");
    }
    if (startedAt != 0 && endedAt == 0) {
      fail(Status.Code.DEADLINE_EXCEEDED.because("the input ended before the request did"), null);
    }
    if (timerAt != 0) {
      context().timerService().deleteProcessingTimeTimer(timerAt);
    }
  }

  private void schedule(long at) {
    if (!timed || (timerAt != 0 && timerAt <= at)) {
      return;
    }
    if (timerAt != 0) {
      context().timerService().deleteProcessingTimeTimer(timerAt);
    }
    context().timerService().registerProcessingTimeTimer(at);
    timerAt = at;
    changed = true;
  }

  private KeyedProcessFunction<String, Message<IE>, Message<OE>>.Context context() {
    return Objects.requireNonNull(context);
  }
}
