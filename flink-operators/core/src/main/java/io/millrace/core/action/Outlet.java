package io.millrace.core.action;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The subscription of one subscriber to whom any thread may offer: serial, in order, no more than asked for. */
final class Outlet<T> implements Flow.Subscription {

  private final Flow.Subscriber<? super T> subscriber;
  private final Runnable onRequest;
  private final Runnable onCancel;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicLong demand = new AtomicLong();
  private volatile boolean cancelled;
  private volatile boolean finished;
  private volatile @Nullable Throwable error;
  private boolean told;

  Outlet(Flow.Subscriber<? super T> subscriber, Runnable onRequest, Runnable onCancel) {
    this.subscriber = subscriber;
    this.onRequest = onRequest;
    this.onCancel = onCancel;
  }

  /** The sum, which does not overflow. */
  static long sum(long demand, long more) {
    long sum = demand + more;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  void offer(T item) {
    waiting.add(item);
    drain();
  }

  /** Ends the stream after what waits. */
  void finish(@Nullable Throwable cause) {
    error = cause;
    finished = true;
    drain();
  }

  /** Whether the subscriber wants more than is waiting. */
  boolean wantsMore() {
    return !cancelled && waiting.isEmpty() && demand.get() > 0;
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      finish(new IllegalArgumentException("a subscriber must request at least 1 but did " + n));
      onCancel.run();
      return;
    }
    demand.getAndUpdate(before -> sum(before, n));
    drain();
    onRequest.run();
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      onCancel.run();
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  private void drain() {
    if (rounds.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    while (missed != 0) {
      deliver();
      missed = rounds.addAndGet(-missed);
    }
  }

  private void deliver() {
    while (!cancelled && !told && !waiting.isEmpty() && demand.get() > 0) {
      demand.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
      subscriber.onNext(Objects.requireNonNull(waiting.poll()));
    }
    if (finished && waiting.isEmpty() && !cancelled && !told) {
      told = true;
      Throwable cause = error;
      if (cause == null) {
        subscriber.onComplete();
      } else {
        subscriber.onError(cause);
      }
    }
  }
}
