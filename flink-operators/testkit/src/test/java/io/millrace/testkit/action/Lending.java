package io.millrace.testkit.action;

import io.millrace.core.action.Streamed;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends one, gives how many are lent, and takes it back when it is read to its end; but not when it is cancelled. */
record Lending(AtomicInteger lent) implements Flow.Publisher<Streamed<Integer, Integer>> {

  @Override
  public void subscribe(Flow.Subscriber<? super Streamed<Integer, Integer>> subscriber) {
    int now = lent.incrementAndGet();
    subscriber.onSubscribe(new Flow.Subscription() {
      private long given;
      private boolean over;

      @Override
      public void request(long n) {
        for (long left = n; left > 0 && !over; left--) {
          give();
        }
      }

      private void give() {
        if (given++ == 0) {
          subscriber.onNext(Streamed.item(now));
          return;
        }
        over = true;
        lent.decrementAndGet();
        subscriber.onNext(Streamed.last(now));
        subscriber.onComplete();
      }

      @Override
      public void cancel() {
        over = true;
      }
    });
  }
}
