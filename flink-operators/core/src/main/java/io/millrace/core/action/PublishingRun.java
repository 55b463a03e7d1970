package io.millrace.core.action;

import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Subscribes to an author's publisher when its reader first asks, and holds it to one last, at its end. */
final class PublishingRun<I, F> implements Flow.Subscription, Flow.Subscriber<Streamed<I, F>> {

  private final Callable<? extends Flow.Publisher<Streamed<I, F>>> source;
  private final Flow.Subscriber<? super Streamed<I, F>> subscriber;
  private boolean started;
  private boolean cancelled;
  private long demand;
  private Flow.@Nullable Subscription upstream;

  PublishingRun(
      Callable<? extends Flow.Publisher<Streamed<I, F>>> source,
      Flow.Subscriber<? super Streamed<I, F>> subscriber) {
    this.source = source;
    this.subscriber = subscriber;
  }

  @Override
  public void request(long n) {
    Flow.Subscription running;
    boolean starts;
    synchronized (this) {
      running = upstream;
      starts = !started;
      started = true;
      demand = running == null ? Outlet.sum(demand, n) : 0;
    }
    if (running != null) {
      running.request(n);
    }
    if (starts) {
      start();
    }
  }

  private void start() {
    try {
      source.call().subscribe(this);
    } catch (Throwable e) {
      subscriber.onError(e);
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription running;
    synchronized (this) {
      cancelled = true;
      running = upstream;
    }
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    long waiting;
    boolean stopped;
    synchronized (this) {
      upstream = subscription;
      waiting = demand;
      stopped = cancelled;
    }
    if (stopped) {
      subscription.cancel();
    } else if (waiting > 0) {
      subscription.request(waiting);
    }
  }

  @Override
  public void onNext(Streamed<I, F> next) {
    subscriber.onNext(next);
  }

  @Override
  public void onError(Throwable cause) {
    subscriber.onError(cause);
  }

  @Override
  public void onComplete() {
    subscriber.onComplete();
  }
}
