package io.millrace.core.action;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a stream that pushes from any thread and then completes. */
final class CompletingRun<I, F> implements Consumer<I> {

  private final Function<? super Consumer<I>, ? extends CompletionStage<F>> body;
  private final Flow.Subscriber<? super Streamed<I, F>> subscriber;
  private final Outlet<Streamed<I, F>> outlet;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean ended;
  private volatile @Nullable CompletionStage<F> stage;

  CompletingRun(
      Function<? super Consumer<I>, ? extends CompletionStage<F>> body,
      Flow.Subscriber<? super Streamed<I, F>> subscriber) {
    this.body = body;
    this.subscriber = subscriber;
    this.outlet = new Outlet<>(subscriber, this::start, this::stop);
  }

  void open() {
    subscriber.onSubscribe(outlet);
  }

  /** From the moment it ends a stream takes nothing more, so that nothing can follow its last. */
  @Override
  public void accept(I item) {
    Objects.requireNonNull(item, "an intermediate result must not be null");
    synchronized (this) {
      if (outlet.isCancelled()) {
        throw new CancellationException("the action was cancelled");
      }
      if (ended) {
        throw new IllegalStateException("an intermediate result must not come after the end");
      }
      outlet.offer(Streamed.item(item));
    }
  }

  private void start() {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    try {
      CompletionStage<F> running = Objects.requireNonNull(body.apply(this));
      stage = running;
      CompletionStage<?> told = running.whenComplete(this::end);
      Objects.requireNonNull(told);
      if (outlet.isCancelled()) {
        stop();
      }
    } catch (Throwable e) {
      end(null, e);
    }
  }

  private synchronized void end(@Nullable F last, @Nullable Throwable thrown) {
    if (ended) {
      return;
    }
    ended = true;
    if (last != null && thrown == null) {
      outlet.offer(Streamed.last(last));
      outlet.finish(null);
      return;
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    outlet.finish(
        cause == null ? new NullPointerException("the final result must not be null") : cause);
  }

  private void stop() {
    CompletionStage<F> running = stage;
    if (running != null) {
      running.toCompletableFuture().cancel(true);
    }
  }
}
