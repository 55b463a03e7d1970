package io.millrace.testkit.action;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks on another executor, and knows which have not come to their end. */
final class StartedTasks implements Executor {

  private final Executor executor;
  private final Queue<CompletableFuture<Void>> ends = new ConcurrentLinkedQueue<>();

  StartedTasks(Executor executor) {
    this.executor = executor;
  }

  /** Runs a task on a daemon thread of its own. */
  static void onThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "millrace-trial");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void execute(Runnable task) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    ends.add(end);
    try {
      executor.execute(() -> {
        try {
          task.run();
        } finally {
          end.complete(null);
        }
      });
    } catch (RuntimeException e) {
      end.complete(null);
      throw e;
    }
  }

  /**
   * Waits until all that were started are over: a run that is closed or fails is over before its action's thread is, which
   * may still clean up. An interrupted caller does not wait.
   *
   * @throws GoesOnException if one is not over after that time
   */
  void awaitEnd(Duration longest) {
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
          .get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new GoesOnException(longest, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
