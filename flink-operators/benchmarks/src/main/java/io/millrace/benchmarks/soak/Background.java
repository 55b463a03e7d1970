package io.millrace.benchmarks.soak;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work that is done beside the faults until it is told to stop. What it throws, {@link #requireWell} throws. */
final class Background {

  /** The work. */
  @FunctionalInterface
  interface Work {
    void run(Background self) throws Exception;
  }

  /** A part of it, after which it may stop. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final String name;

  private Background(String name) {
    this.name = name;
  }

  static Background start(String name, Work work) {
    Background background = new Background(name);
    Thread thread = new Thread(() -> background.run(work), name);
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  private void run(Work work) {
    try {
      work.run(this);
    } catch (Throwable e) { // told to the soak, which ends with it
      failure.set(e);
    } finally {
      ended.countDown();
    }
  }

  /** Does a step again and again, until it is to stop. */
  void until(Step step) throws Exception {
    while (!isStopping()) {
      step.run();
    }
  }

  boolean isStopping() {
    return stop.getCount() == 0;
  }

  /** Lets it end after the step under way. */
  void stop() {
    stop.countDown();
  }

  /** Waits for its end. */
  void join() throws InterruptedException {
    ended.await();
    requireWell();
  }

  /**
   * Waits for its end.
   *
   * @throws TimeoutException if it has not come within this time
   */
  void join(Duration within) throws InterruptedException, TimeoutException {
    if (!ended.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(
          "'" + name + "' must end within " + within.toSeconds() + " s but goes on");
    }
    requireWell();
  }

  /** Throws what it has thrown. */
  void requireWell() {
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("'" + name + "' failed", thrown);
    }
  }

  /** Stops it, and waits for its end for a while; what it has thrown is not told any more. */
  void end() throws InterruptedException {
    stop();
    boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
