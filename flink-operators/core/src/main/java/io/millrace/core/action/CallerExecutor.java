package io.millrace.core.action;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs what blocks on the thread of the caller, who waits for the outcome anyway. */
final class CallerExecutor implements Executor {

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Works until the execution is over. An interrupt cancels it, and is kept. */
  Outcome await(Execution execution) {
    CompletableFuture<Outcome> outcome = execution.future();
    CompletableFuture<?> woken = outcome.whenComplete((end, error) -> tasks.add(() -> {}));
    Objects.requireNonNull(woken);
    while (!outcome.isDone()) {
      try {
        tasks.take().run();
      } catch (InterruptedException e) {
        execution.cancel();
        Thread.currentThread().interrupt();
        break;
      }
    }
    return Waiting.forOutcome(outcome);
  }
}
