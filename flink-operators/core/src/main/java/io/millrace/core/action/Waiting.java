package io.millrace.core.action;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for what others do, and throws what they failed with itself. */
final class Waiting {

  private Waiting() {}

  /** Without regard to interrupts: the outcome of a run that is over, or was told to be. */
  static <T> T forOutcome(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw own(e.getCause());
    }
  }

  /** An interrupt cancels the execution, and is kept. */
  static <T> T interruptibly(CompletableFuture<T> future, Execution execution) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw own(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(execution);
    }
  }

  static StatusException interrupted(Execution execution) {
    execution.cancel();
    Thread.currentThread().interrupt();
    return Status.Code.CANCELLED
        .because("the reader was interrupted; the run was cancelled")
        .asException();
  }

  static RuntimeException own(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }
}
