package io.millrace.openai;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what several threads bring one after the other, on the thread that comes first: who brings something meanwhile, or
 * from within, goes on at once. So what is only touched from here needs no lock.
 */
final class Serially {

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left = new AtomicInteger();

  void run(Runnable step) {
    waiting.add(step);
    if (left.getAndIncrement() > 0) {
      return;
    }
    Throwable failed = null;
    do {
      try {
        Objects.requireNonNull(waiting.poll()).run();
      } catch (RuntimeException | Error e) {
        // What others brought must not wait for ever behind a step that failed.
        failed = e;
      }
    } while (left.decrementAndGet() > 0);
    if (failed instanceof Error error) {
      throw error;
    }
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
