package io.millrace.flink;

import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * The times at which something of a task is due, in one timer of Flink's: thousands of requests set and move theirs all the
 * time.
 */
final class Alarms {

  private static final long NEVER = Long.MAX_VALUE;

  /** One thing that is due at a time, at most one at once. */
  static final class Alarm implements Comparable<Alarm> {
    private final Runnable due;
    private long at = NEVER;
    private long order;

    /** Not set yet. */
    Alarm(Runnable due) {
      this.due = due;
    }

    @Override
    public int compareTo(Alarm other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private final ProcessingTimeService clock;

  private final TreeSet<Alarm> alarms = new TreeSet<>();

  private @Nullable ScheduledFuture<?> timer;
  private long timerAt = NEVER;
  private long count;

  Alarms(ProcessingTimeService clock) {
    this.clock = clock;
  }

  long now() {
    return clock.getCurrentProcessingTime();
  }

  /** This long from now; never, if that is beyond the end of time. */
  long after(long millis) {
    long now = now();
    return millis < NEVER - now ? now + millis : NEVER;
  }

  /** No shorter than this from now; never, if that is beyond the end of time. */
  long after(Duration time) {
    Duration longest = Duration.ofMillis(NEVER);
    return time.compareTo(longest) < 0 ? after(time.plusNanos(999_999).toMillis()) : NEVER;
  }

  /** Sets an alarm, which is then due at no other time. */
  void set(Alarm alarm, long at) {
    clear(alarm);
    if (at == NEVER) {
      return;
    }
    alarm.at = Math.max(at, now() + 1);
    alarm.order = count++;
    alarms.add(alarm);
    setTimer();
  }

  /** Sets an alarm that is not due before. */
  void setEarlier(Alarm alarm, long at) {
    if (at < alarm.at) {
      set(alarm, at);
    }
  }

  /** Takes an alarm back. */
  void clear(Alarm alarm) {
    if (alarm.at != NEVER) {
      alarms.remove(alarm);
      alarm.at = NEVER;
    }
  }

  /** The timer may be early, if what it was set for was taken back; it is never late. */
  private void setTimer() {
    if (alarms.isEmpty() || alarms.first().at >= timerAt) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    timerAt = alarms.first().at;
    timer = clock.registerTimer(timerAt, this::ring);
  }

  private void ring(long time) {
    timer = null;
    timerAt = NEVER;
    long now = Math.max(time, now());
    while (!alarms.isEmpty() && alarms.first().at <= now) {
      Alarm first = alarms.first();
      clear(first);
      first.due.run();
    }
    setTimer();
  }
}
