package io.millrace.testkit.action;

import io.millrace.core.action.RunEvent;
import java.util.List;
import java.util.concurrent.Flow;

/** Asks for one event at a time, and keeps the items. What comes is all here before the run's outcome is. */
final class ItemSubscriber implements Flow.Subscriber<RunEvent> {

  private final List<Object> items;
  private Flow.Subscription subscription = new NotYet();

  ItemSubscriber(List<Object> items) {
    this.items = items;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(RunEvent event) {
    if (event instanceof RunEvent.Item item) {
      items.add(item.item());
    }
    subscription.request(1);
  }

  @Override
  public void onError(Throwable thrown) {}

  @Override
  public void onComplete() {}

  /** Before there is one. */
  private static final class NotYet implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
