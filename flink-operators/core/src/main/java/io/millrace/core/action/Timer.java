package io.millrace.core.action;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something later, on whatever thread. */
@FunctionalInterface
public interface Timer {

  /** The JDK's own. */
  Timer SYSTEM = (wait, task) -> CompletableFuture.delayedExecutor(
          TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS)
      .execute(task);

  /** Runs the task after that time. */
  void after(Duration wait, Runnable task);
}
