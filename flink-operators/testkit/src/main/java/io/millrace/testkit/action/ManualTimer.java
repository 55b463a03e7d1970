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
 *
 * <p>A run on threads of its own may ask for its wait after the test has moved the time, and then waits for ever: {@link
 * #awaitWaiting} first, or run on an executor that is the test's thread.
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

  /**
   * Runs the task when the time has been moved so far from now.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  @Override
  public synchronized void after(Duration wait, Runnable task) {
    requireNotNegative("wait", wait);
    waiting.add(new Due(now.plus(wait), given++, task));
    notifyAll();
  }

  /** How many tasks wait; also those that came to be of no use, as the limit of a step that is over. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /**
   * Waits until so many tasks {@link #waiting wait}; on the clock on the wall, so have a test time out.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public synchronized void awaitWaiting(int tasks) throws InterruptedException {
    while (waiting.size() < tasks) {
      wait();
    }
  }

  /**
   * Moves the time on, and runs what is due by then, each task at its own time: also what a task gives in its turn. A
   * task that moves the time itself moves it for all; it does not go back.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public void advance(Duration time) {
    requireNotNegative("time", time);
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
      pass(until);
      return null;
    }
    waiting.remove();
    pass(due.at());
    return due.task();
  }

  private void pass(Duration until) {
    now = now.compareTo(until) < 0 ? until : now;
  }

  private static void requireNotNegative(String name, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative but was " + time);
    }
  }
}
