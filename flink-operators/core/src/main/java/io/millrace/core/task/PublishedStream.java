package io.millrace.core.task;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a publisher by waiting for it. One element is asked for at a time: what is not read is not produced. */
final class PublishedStream<T> implements Iterator<T>, Flow.Subscriber<T> {

  /** What the publisher signalled; of an error and an element one at most is there, and neither at the end. */
  private record Signal<T>(@Nullable T element, @Nullable Throwable error) {}

  private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private @Nullable T ready;
  private boolean asked;
  private boolean ended;

  private PublishedStream() {}

  static <T> Stream<T> of(Flow.Publisher<T> publisher) {
    PublishedStream<T> published = new PublishedStream<>();
    publisher.subscribe(published);
    return LazyStream.of(published, published::close);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    if (subscription != null) {
      newSubscription.cancel();
      return;
    }
    subscription = newSubscription;
    if (closed) {
      newSubscription.cancel();
      return;
    }
    newSubscription.request(1);
  }

  @Override
  public void onNext(T element) {
    signals.add(new Signal<>(element, null));
  }

  @Override
  public void onError(Throwable error) {
    signals.add(new Signal<>(null, error));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal<>(null, null));
  }

  @Override
  public boolean hasNext() {
    if (ready != null || ended) {
      return ready != null;
    }
    Flow.Subscription current = subscription;
    if (asked && current != null) {
      current.request(1);
    }
    asked = true;
    take(waitForSignal());
    return ready != null;
  }

  private Signal<T> waitForSignal() {
    try {
      return signals.take();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new StatusException(
          Status.Code.CANCELLED.because("the reader of the stream was interrupted"), e);
    }
  }

  private void take(Signal<T> signal) {
    ready = signal.element();
    ended = ready == null;
    Throwable error = signal.error();
    if (error instanceof Error e) {
      throw e;
    }
    if (error instanceof RuntimeException e) {
      throw e;
    }
    if (error != null) {
      throw new StatusException(Status.of(error), error);
    }
  }

  @Override
  public T next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException();
    }
    T element = ready;
    ready = null;
    return element;
  }

  private void close() {
    closed = true;
    ended = true;
    ready = null;
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }
}
