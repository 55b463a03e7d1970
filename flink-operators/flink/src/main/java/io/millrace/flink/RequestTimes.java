package io.millrace.flink;

import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * The times of the request being visited, and its one timer in processing time. Times are milliseconds, 0 for none.
 *
 * <p>The timer is never moved to a later time: when it is due too early it is set again, which is cheaper than moving it at
 * every message.
 */
final class RequestTimes {

  private final RequestLimits limits;
  private final KeyedCall<?> call;

  /** Whether time passes for requests: it does not in BATCH, where their messages are all there. */
  private final boolean passing;

  /** When the task was first called: limits count from there at the earliest, and the clock never goes back behind it. */
  private long runningSince;

  private long now;
  private long startedAt;
  private long touchedAt;
  private long gapSince;
  private long endedAt;
  private long timerAt;

  RequestTimes(RequestLimits limits, KeyedCall<?> call, boolean passing) {
    this.limits = limits;
    this.call = call;
    this.passing = passing;
  }

  /** Turns to a request; null if it is not known yet. True if it was under way when the task began. */
  boolean turnTo(@Nullable Request<?, ?> request) {
    now = Math.max(1, timers().currentProcessingTime());
    runningSince = runningSince == 0 ? now : runningSince;
    now = Math.max(now, runningSince);
    startedAt = request == null ? 0 : request.startedAt();
    touchedAt = request == null ? 0 : request.touchedAt();
    gapSince = request == null ? 0 : request.gapSince();
    endedAt = request == null ? 0 : request.endedAt();
    timerAt = request == null ? 0 : request.timerAt();
    return isOpen() && touchedAt < runningSince;
  }

  /** Lets the limits count anew: what came while the task was down is still to be read. */
  void countAnew() {
    touchedAt = runningSince;
    gapSince = gapSince == 0 ? 0 : runningSince;
  }

  void begin() {
    startedAt = now;
    touchedAt = now;
    gapSince = 0;
    endedAt = 0;
    schedule(now, limits.idle());
  }

  void touch() {
    touchedAt = now;
  }

  void gapOpens() {
    if (gapSince == 0) {
      gapSince = now;
      schedule(now, limits.gap());
    }
  }

  /** The gap is over; another one may follow it at once. */
  void gapCloses(boolean another) {
    gapSince = another ? now : 0;
  }

  void end() {
    gapSince = 0;
    endedAt = now;
    schedule(now, limits.tombstone());
  }

  /** The request is as if it had never been. */
  void forget() {
    startedAt = 0;
    touchedAt = 0;
    gapSince = 0;
  }

  /** The timer is due, and must be set again unless the request is forgotten. */
  void timerIsDue() {
    timerAt = 0;
  }

  void scheduleLimits() {
    if (endedAt != 0) {
      schedule(rememberedSince(), limits.tombstone());
      return;
    }
    schedule(touchedAt, limits.idle());
    if (gapSince != 0) {
      schedule(gapSince, limits.gap());
    }
  }

  void cancelTimer() {
    if (timerAt != 0) {
      timers().deleteProcessingTimeTimer(timerAt);
      timerAt = 0;
    }
  }

  /** Whether the request is known, be it under way or over. */
  boolean isKnown() {
    return startedAt != 0;
  }

  boolean isOpen() {
    return startedAt != 0 && endedAt == 0;
  }

  boolean isOver() {
    return endedAt != 0;
  }

  boolean isGapTooLong() {
    return isOpen() && gapSince != 0 && now - gapSince >= limits.gap().toMillis();
  }

  boolean isIdleTooLong() {
    return isOpen() && now - touchedAt >= limits.idle().toMillis();
  }

  boolean isTombstoneDue() {
    return endedAt != 0 && now - rememberedSince() >= limits.tombstone().toMillis();
  }

  /** Counts anew after a restore as all limits do: the duplicates that were written meanwhile are still to be read. */
  private long rememberedSince() {
    return Math.max(endedAt, runningSince);
  }

  /** How long the attempt has been running, by the clock and not by when the visit began. */
  long sinceStart() {
    return Math.max(0, timers().currentProcessingTime() - startedAt);
  }

  long startedAt() {
    return startedAt;
  }

  long touchedAt() {
    return touchedAt;
  }

  long gapSince() {
    return gapSince;
  }

  long endedAt() {
    return endedAt;
  }

  long timerAt() {
    return timerAt;
  }

  private void schedule(long since, Duration limit) {
    long at = since + Math.min(limit.toMillis(), Long.MAX_VALUE - since);
    if (!passing || (timerAt != 0 && timerAt <= at)) {
      return;
    }
    cancelTimer();
    timers().registerProcessingTimeTimer(at);
    timerAt = at;
  }

  private TimerService timers() {
    return call.timers();
  }
}
