package io.millrace.openai;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A time limit of one call, one at a time. */
final class Limit {

  private final Connection connection;
  private final Runnable over;
  private @Nullable Future<?> running;

  /** Runs this when the time is over. */
  Limit(Connection connection, Runnable over) {
    this.connection = connection;
    this.over = over;
  }

  /** Begins, in place of what ran before; not if the module is closed. */
  boolean begin(Duration atMost) {
    end();
    try {
      running = connection.after(atMost.toNanos(), over);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  void end() {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
  }
}
