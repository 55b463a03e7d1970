package io.millrace.core.action;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a blocking stream on a thread of the executor, and lets it go on only as its subscriber asks. */
final class PushingRun<I, F> implements Flow.Subscription, Runnable, Consumer<I> {

  private final Streaming.Pushing<I, F> body;
  private final Executor executor;
  private final Flow.Subscriber<? super Streamed<I, F>> subscriber;

  /** Held while an item is handed over, so that a body with threads of its own cannot hand over two at a time. */
  private final ReentrantLock emitting = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long demand;
  private boolean started;
  private boolean cancelled;
  private boolean ended;
  private @Nullable Thread starter;
  private @Nullable Thread worker;

  PushingRun(
      Streaming.Pushing<I, F> body,
      Executor executor,
      Flow.Subscriber<? super Streamed<I, F>> subscriber) {
    this.body = body;
    this.executor = executor;
    this.subscriber = subscriber;
  }

  @Override
  public void request(long n) {
    lock.lock();
    try {
      demand = Outlet.sum(demand, n);
      changed.signalAll();
      if (started || cancelled) {
        return;
      }
      started = true;
      starter = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    try {
      executor.execute(this);
    } catch (RuntimeException e) {
      subscriber.onError(e);
    }
    locked(() -> starter = null);
  }

  @Override
  public void cancel() {
    locked(() -> {
      cancelled = true;
      changed.signalAll();
      if (worker != null && worker != Thread.currentThread()) {
        worker.interrupt();
      }
    });
  }

  @Override
  public void run() {
    lock.lock();
    try {
      if (cancelled) {
        return;
      }
      worker = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    try {
      F last = Objects.requireNonNull(body.run(this), "the final result must not be null");
      if (ends()) {
        subscriber.onNext(Streamed.last(last));
        subscriber.onComplete();
      }
    } catch (Throwable e) {
      // Also an Error is told to the reader, who waits for this thread.
      if (ends()) {
        keepInterrupt(e);
        subscriber.onError(e);
      }
    }
  }

  /** An interrupt that was not ours is told to whoever else runs on this thread. */
  private static void keepInterrupt(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  /** An interrupt that comes of a cancellation must not outlive the body on a thread that is the executor's. */
  private boolean ends() {
    lock.lock();
    try {
      ended = true;
      if (cancelled && worker != null) {
        Thread.interrupted();
      }
      worker = null;
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void accept(I item) {
    Objects.requireNonNull(item, "an intermediate result must not be null");
    emitting.lock();
    try {
      awaitDemand();
      subscriber.onNext(Streamed.item(item));
    } finally {
      emitting.unlock();
    }
  }

  private void awaitDemand() {
    lock.lock();
    try {
      while (demand == 0 && !cancelled && !ended) {
        if (starter == Thread.currentThread()) {
          throw new IllegalStateException(
              "an executor must run a streaming action on another thread"
                  + " than its reader's but ran it on " + starter.getName());
        }
        changed.await();
      }
      refuseIfOver();
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuseIfOver();
      throw cancellation("was interrupted");
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfOver() {
    if (cancelled) {
      throw cancellation("was cancelled");
    }
    if (ended) {
      throw new IllegalStateException("an intermediate result must not come after the end");
    }
  }

  private static CancellationException cancellation(String what) {
    return new CancellationException("the action " + what);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
