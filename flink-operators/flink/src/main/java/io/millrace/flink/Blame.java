package io.millrace.flink;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Tells an exception that says something about a request from one that only says that the task is being cancelled. */
final class Blame {

  private Blame() {}

  /**
   * Throws what came of an interrupt: Flink interrupts a task it cancels, and a module that was waiting throws. Were that
   * taken for the request's failure, it could leave as its answer, and be another one after the restart.
   */
  static void rethrowInterrupt(Exception thrown) {
    if (Thread.currentThread().isInterrupted() || isInterrupt(thrown)) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the module was interrupted", thrown);
    }
  }

  private static boolean isInterrupt(Exception thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      boolean timeout = cause instanceof SocketTimeoutException;
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || (cause instanceof InterruptedIOException && !timeout)) {
        return true;
      }
    }
    return false;
  }
}
