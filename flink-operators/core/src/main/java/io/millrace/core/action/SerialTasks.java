package io.millrace.core.action;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs tasks that come from any thread one at a time, in order, on the thread that finds none running. */
final class SerialTasks {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Consumer<Throwable> onFailure;
  private volatile @Nullable Thread turning;

  SerialTasks(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
  }

  void post(Runnable task) {
    tasks.add(task);
    if (open.getAndIncrement() != 0) {
      return;
    }
    turning = Thread.currentThread();
    do {
      run(Objects.requireNonNull(tasks.poll()));
      // Cleared before the next thread can take its turn, and set again if this one goes on.
      turning = null;
    } while (goesOn());
  }

  private boolean goesOn() {
    boolean more = open.decrementAndGet() != 0;
    if (more) {
      turning = Thread.currentThread();
    }
    return more;
  }

  /** Whether this thread runs a task just now. */
  boolean isMine() {
    return turning == Thread.currentThread();
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
