package io.millrace.core.action;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs tasks that come from any thread one at a time, in order, on the thread that finds none running. */
final class SerialTasks {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Consumer<Throwable> onFailure;

  SerialTasks(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
  }

  void post(Runnable task) {
    tasks.add(task);
    if (open.getAndIncrement() != 0) {
      return;
    }
    do {
      run(java.util.Objects.requireNonNull(tasks.poll()));
    } while (open.decrementAndGet() != 0);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      // Whoever waits for the run is on another thread, and must not wait for ever.
      onFailure.accept(e);
    }
  }
}
