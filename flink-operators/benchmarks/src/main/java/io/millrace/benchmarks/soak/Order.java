package io.millrace.benchmarks.soak;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Trouble that the load is to write: so many requests that have it, or records that are no messages. */
final class Order {

  private final @Nullable Trouble trouble;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private int unwritten;
  private int unacknowledged;

  private Order(@Nullable Trouble trouble, int count) {
    this.trouble = trouble;
    this.unwritten = count;
    this.unacknowledged = count;
  }

  static Order requests(Trouble trouble, int count) {
    return new Order(trouble, count);
  }

  static Order poison(int count) {
    return new Order(null, count);
  }

  /** What the requests have; null for poison. */
  @Nullable
  Trouble trouble() {
    return trouble;
  }

  /** One of it is being written; whether it was the last. */
  boolean takeOne() {
    return --unwritten == 0;
  }

  /** The brokers have one of it. */
  synchronized void acknowledged() {
    unacknowledged--;
    if (unacknowledged == 0) {
      boolean unused = done.complete(true);
    }
  }

  /** Done when the brokers have all of it. */
  Future<Boolean> done() {
    return done;
  }
}
