package io.millrace.modelserver;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The counts behind {@link ServerMetrics}, for which one can wait. */
final class Counters {

  final AtomicLong requests = new AtomicLong();
  final AtomicLong openConnections = new AtomicLong();
  final AtomicLong openAnswers = new AtomicLong();
  final AtomicLong finished = new AtomicLong();
  final AtomicLong brokenOff = new AtomicLong();
  final AtomicLong tokensSent = new AtomicLong();

  private final Object changed = new Object();
  private final AtomicInteger waiting = new AtomicInteger();

  void add(AtomicLong counter, long delta) {
    counter.addAndGet(delta);
    if (waiting.get() > 0) {
      synchronized (changed) {
        changed.notifyAll();
      }
    }
  }

  ServerMetrics snapshot() {
    return new ServerMetrics(
        requests.get(),
        openConnections.get(),
        openAnswers.get(),
        finished.get(),
        brokenOff.get(),
        tokensSent.get());
  }

  boolean await(Predicate<ServerMetrics> wanted, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    waiting.incrementAndGet();
    try {
      synchronized (changed) {
        while (!wanted.test(snapshot())) {
          long left = (deadline - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            return false;
          }
          changed.wait(left);
        }
      }
      return true;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
