package io.millrace.core.task;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a {@link PipedPublisher}. Asks the source for one element when its reader wants some and none is ready, so
 * that what is not read is not produced.
 *
 * <p>The source signals from one thread at a time, the reader asks from any: whoever comes first does the work of both
 * ({@code turns} counts who came), so that signals to the reader do not overlap, nor pile up on the stack.
 *
 * <p>What the flavour throws is the end, also an {@link Error}: thrown on, it would be lost in a thread of the source's.
 */
final class PipedSubscription<M, E, T, OE> implements Flow.Subscriber<M>, Flow.Subscription {

  private final Function<? super M, ? extends E> adapter;
  private final StreamStream<E, T, OE> flavor;
  private final Flow.Subscriber<? super OE> reader;
  private final Queue<OE> ready = new ConcurrentLinkedQueue<>();
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile Flow.@Nullable Subscription source;
  private volatile boolean asked;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /** Touched by the source's signals only, which come one after the other. */
  private T state;

  PipedSubscription(
      Function<? super M, ? extends E> adapter,
      StreamStream<E, T, OE> flavor,
      T state,
      Flow.Subscriber<? super OE> reader) {
    this.adapter = adapter;
    this.flavor = flavor;
    this.state = state;
    this.reader = reader;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (source != null) {
      subscription.cancel();
      return;
    }
    source = subscription;
    reader.onSubscribe(this);
  }

  @Override
  public void onNext(M element) {
    if (ended) {
      return;
    }
    try {
      state = flavor.next(state, adapter.apply(element), ready::add);
    } catch (RuntimeException | Error e) {
      Objects.requireNonNull(source).cancel();
      end(e);
      return;
    }
    asked = false;
    work();
  }

  @Override
  public void onError(Throwable error) {
    end(error);
  }

  @Override
  public void onComplete() {
    if (ended) {
      return;
    }
    try {
      flavor.end(state, ready::add);
    } catch (RuntimeException | Error e) {
      end(e);
      return;
    }
    end(null);
  }

  private void end(@Nullable Throwable error) {
    if (!ended) {
      failure = error;
      ended = true;
      work();
    }
  }

  @Override
  public void request(long count) {
    if (count < 1) {
      Objects.requireNonNull(source).cancel();
      end(new IllegalArgumentException("at least 1 element must be asked for but was " + count));
      return;
    }
    wanted.accumulateAndGet(
        count, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
    work();
  }

  @Override
  public void cancel() {
    closed = true;
    Objects.requireNonNull(source).cancel();
  }

  private void work() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    int done = 1;
    while (done != 0) {
      serve();
      done = turns.addAndGet(-done);
    }
  }

  /** Hands on what is ready and wanted, then says the end or asks for more. */
  private void serve() {
    while (!closed && wanted.get() > 0 && !ready.isEmpty()) {
      wanted.decrementAndGet();
      reader.onNext(ready.remove());
    }
    if (closed || !ready.isEmpty()) {
      return;
    }
    if (ended) {
      close();
      return;
    }
    if (wanted.get() > 0 && !asked) {
      asked = true;
      Objects.requireNonNull(source).request(1);
    }
  }

  private void close() {
    if (!ready.isEmpty()) {
      return;
    }
    closed = true;
    Throwable error = failure;
    if (error == null) {
      reader.onComplete();
    } else {
      reader.onError(error);
    }
  }
}
