package io.millrace.core.action;

import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands items on as they are, and the last as something else. */
final class MappedEnd<I, F, G> implements Flow.Subscriber<Streamed<I, F>> {

  private final Flow.Subscriber<? super Streamed<I, G>> subscriber;
  private final Function<? super F, ? extends G> end;
  private Flow.@Nullable Subscription upstream;
  private boolean failed;

  MappedEnd(
      Flow.Subscriber<? super Streamed<I, G>> subscriber, Function<? super F, ? extends G> end) {
    this.subscriber = subscriber;
    this.end = end;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    subscriber.onSubscribe(subscription);
  }

  @Override
  public void onNext(Streamed<I, F> next) {
    if (next instanceof Streamed.Item<I, F> item) {
      subscriber.onNext(Streamed.item(item.value()));
    } else {
      mapped(((Streamed.Last<I, F>) next).value());
    }
  }

  private void mapped(F last) {
    G made;
    try {
      made = end.apply(last);
    } catch (Throwable e) {
      failed = true;
      if (upstream != null) {
        upstream.cancel();
      }
      subscriber.onError(e);
      return;
    }
    subscriber.onNext(Streamed.last(made));
  }

  @Override
  public void onError(Throwable cause) {
    if (!failed) {
      subscriber.onError(cause);
    }
  }

  @Override
  public void onComplete() {
    if (!failed) {
      subscriber.onComplete();
    }
  }
}
