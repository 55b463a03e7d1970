package io.millrace.testkit.action;

import io.millrace.core.action.Timer;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A fake: a timer whose time only the test moves, for {@link io.millrace.core.action.ApplicationBuilder#timer}. Retries and
 * time limits then come when they are called for. What is due runs on the thread that moves the time, in the order in which
 * it is due.
 */
public final class ManualTimer implements Timer {

  private record Due(Duration at, long number, Runnable task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private final Queue<Due> waiting = new PriorityQueue<>();
  private Duration now = Duration.ZERO;
  private long given;

  /** A timer whose time is 0. */
  public ManualTimer() {}

  @Override
  public synchronized void after(Duration wait, Runnable task) {
    waiting.add(new Due(now.plus(wait), given++, task));
  }

  /** How many tasks wait; also those that came to be of no use, as the limit of a step that is over. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /**
   * Moves the time on, and runs what is due by then, each task at its own time: also what a task gives in its turn.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time must not be negative but was " + time);
    }
    Duration until = now().plus(time);
    for (Runnable task = next(until); task != null; task = next(until)) {
      task.run();
    }
  }

  private synchronized Duration now() {
    return now;
  }

  /** Without the lock while it runs: it may wait for another thread that gives a task. */
  private synchronized @Nullable Runnable next(Duration until) {
    Due due = waiting.peek();
    if (due == null || due.at().compareTo(until) > 0) {
      now = until;
      return null;
    }
    waiting.remove();
    now = due.at();
    return due.task();
  }
}
