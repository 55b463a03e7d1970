package io.millrace.flink.async;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The readings that have something to take. Their thread is woken once, however many there are: ten thousand elements a
 * second must not cost as many mails.
 *
 * @param <F> whom a reading belongs to
 * @param <T> an element
 */
public final class Ready<F, T> {

  private final Queue<Reading<F, T>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable wake;
  private volatile @Nullable Throwable bug;

  /**
   * None yet.
   *
   * @param wake has the thread that takes come soon; called by any thread
   */
  public Ready(Runnable wake) {
    this.wake = wake;
  }

  /** The thread that takes has come: what is ready from now on wakes it again. */
  public void begin() {
    woken.set(false);
    Throwable thrown = bug;
    if (thrown != null) {
      throw new IllegalStateException("a worker failed, and it was not the module", thrown);
    }
  }

  /** The next reading with something to take; null if there is none. */
  public @Nullable Reading<F, T> next() {
    Reading<F, T> reading = queue.poll();
    if (reading != null) {
      reading.leavesQueue();
    }
    return reading;
  }

  /** Has the thread come again, if there is more than it took. */
  public void wakeForMore() {
    if (!queue.isEmpty()) {
      wakeOnce();
    }
  }

  /** A reading has something to take. */
  public void add(Reading<F, T> reading) {
    if (reading.entersQueue()) {
      queue.add(reading);
      wakeOnce();
    }
  }

  /** Something other than a module failed on a worker. */
  void broken(Throwable thrown) {
    bug = thrown;
    wakeOnce();
  }

  private void wakeOnce() {
    if (woken.compareAndSet(false, true)) {
      wake.run();
    }
  }
}
