package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import io.millrace.flink.Arrivals.Verdict;
import java.io.Closeable;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of each request in order. A request's state is taken up by {@link #enter}, changed by what happens, and
 * put down again by {@link #leave}. The rules of attempts, order and limits are here; what is done with a message whose turn
 * has come, and with a request that ends, is the subclass's. One object serves all requests of a task, one after the other.
 */
abstract sealed class Sequencer<IE, S, OE> implements Closeable permits Visit, Deduplication {

  /** Makes the sequencer on the worker. */
  interface Recipe<IE, S, OE> extends Serializable {
    /**
     * Makes it.
     *
     * @param timed whether time passes for requests: it does not in BATCH, where their messages are all there
     */
    Sequencer<IE, S, OE> open(
        RuntimeContext context, KeyedCall<?> call, RequestMetrics metrics, boolean timed);
  }

  private final OperatorSettings settings;
  private final KeyedCall<?> call;
  private final RequestMetrics metrics;
  private final RequestTimes times;

  private String requestId = "";
  private boolean changed;
  private int attempt;
  private Arrivals<IE> arrivals = Arrivals.none();

  Sequencer(OperatorSettings settings, KeyedCall<?> call, RequestMetrics metrics, boolean timed) {
    this.settings = settings;
    this.call = call;
    this.metrics = metrics;
    this.times = new RequestTimes(settings.limits(), call, timed);
  }

  /** Turns to a request; null if it is not known yet. */
  abstract void turnTo(@Nullable Request<IE, S> request, Collector<Message<OE>> collector);

  /** The request that was turned to was under way when the task began. */
  void resumed() {}

  /** An attempt begins, of which this message came first. */
  abstract void started(Message<IE> message);

  /** A message's turn has come. */
  abstract void take(Message<IE> message);

  /** Whether a cancellation ends the request at once, whatever came before it. */
  abstract boolean cancelsAtOnce(Message<IE> cancellation);

  /** The request was cancelled. */
  abstract void cancelled(Message<IE> cancellation);

  /** A higher attempt takes the place of the one under way. */
  abstract void superseded(int by);

  /** The request, still under way, is waited for no longer. */
  abstract void expired(String why);

  /** Tells the readers how the request ended, and then {@link #close(boolean) closes} it. */
  abstract void finish(Status status);

  /** Who keeps the requests. */
  abstract Keeper keeper();

  /** What must be kept of the request. */
  abstract Request<IE, S> leave(Arrivals<IE> kept, RequestTimes at);

  /** Takes up a request; one that is not known yet begins with its first message. */
  final void enter(
      String newRequestId, @Nullable Request<IE, S> request, Collector<Message<OE>> collector) {
    requestId = newRequestId;
    boolean resumed = times.turnTo(request);
    changed = resumed;
    if (resumed) {
      metrics.requestResumed();
      times.countAnew();
    }
    if (request != null) {
      attempt = request.attempt();
      arrivals = request.arrivals();
    }
    turnTo(request, collector);
    if (resumed) {
      resumed();
    }
  }

  final boolean changed() {
    return changed;
  }

  final Request<IE, S> leave() {
    return leave(arrivals, times);
  }

  final int attempt() {
    return attempt;
  }

  final boolean isOpen() {
    return times.isOpen();
  }

  final long next() {
    return arrivals.next();
  }

  /** A message came: takes it, and those that waited for it; or holds it, or drops it. */
  void admit(Message<IE> message) {
    if (!times.isKnown()) {
      begin(message);
    } else if (message.attempt() > attempt) {
      supersede(message);
    } else if (message.attempt() < attempt || times.isOver()) {
      metrics.duplicate();
      return;
    }
    if (message.status().code() == Status.Code.CANCELLED && cancelsAtOnce(message)) {
      cancelled(message);
      return;
    }
    Optional<Status> conflict = conflict(message);
    if (conflict.isPresent()) {
      fail(conflict.get(), null, message.origin());
      return;
    }
    sequence(message);
  }

  /** Why a message cannot be taken as part of the request, if it cannot. */
  Optional<Status> conflict(Message<IE> message) {
    return arrivals.conflict(message);
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
    takeNext(message);
    takeFollowing();
  }

  private void begin(Message<IE> message) {
    attempt = message.attempt();
    arrivals = Arrivals.none();
    started(message);
    metrics.requestStarted();
    times.begin();
    changed = true;
  }

  private void supersede(Message<IE> message) {
    if (times.isOpen()) {
      superseded(message.attempt());
    }
    begin(message);
  }

  private void hold(Message<IE> message) {
    arrivals = arrivals.held(message);
    times.gapOpens();
    if (arrivals.early().size() > settings.limits().early()) {
      closeGap("more than " + settings.limits().early() + " later ones came, the limit 'early'");
    }
  }

  private void takeNext(Message<IE> message) {
    arrivals = arrivals.taken(message);
    take(message);
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
        takeNext(message);
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

  /** Waits no longer for anything missing. */
  final void closeGaps(String why) {
    while (times.isOpen() && !arrivals.early().isEmpty()) {
      closeGap(why);
    }
  }

  final void fail(Status status, @Nullable Throwable cause) {
    fail(status, cause, null);
  }

  /** Fails the request; {@code at} is where the message was read that could not be taken, if there was one. */
  private void fail(Status status, @Nullable Throwable cause, @Nullable Origin at) {
    Origin first = arrivals.firstKnown();
    long lastOffset = first == null && at != null ? at.offset() : arrivals.lastKnown();
    deadLetter(DeadLetter.ofRequest(
        settings.name(),
        requestId,
        attempt,
        first == null ? at : first,
        lastOffset,
        status,
        DeadLetter.stackTraceOf(cause)));
    finish(status);
  }

  final void deadLetter(DeadLetter letter) {
    call.deadLetter(letter);
  }

  final String requestId() {
    return requestId;
  }

  /** The request has ended; it is remembered for a while. */
  final void close(boolean well) {
    metrics.requestEnded(well);
    arrivals = Arrivals.none();
    times.end();
    changed = true;
  }

  /** The request is as if it had never been. */
  final void forget() {
    metrics.requestForgotten();
    arrivals = Arrivals.none();
    times.forget();
    changed = true;
  }

  final long sinceStart() {
    return times.sinceStart();
  }

  /** The timer is due; limits that are not over yet set it again. False if the request is to be forgotten. */
  final boolean onTimer() {
    times.timerIsDue();
    changed = true;
    if (times.isGapTooLong()) {
      closeGap("it was waited for " + settings.limits().gap() + ", the limit 'gap'");
    }
    if (times.isIdleTooLong()) {
      expired("no message came for " + settings.limits().idle() + ", the limit 'idle'");
    }
    if (!times.isKnown() || times.isTombstoneDue()) {
      return false;
    }
    times.scheduleLimits();
    return true;
  }

  /** No more messages will come: what is still under way is waited for no longer. */
  void endInput() {
    closeGaps("the input ended");
    if (times.isOpen()) {
      expired("the input ended before the request did");
    }
    times.cancelTimer();
  }
}
