package io.millrace.testkit.action;

import io.millrace.core.action.RunEvent;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Asks for all events at once, so that no step waits for it, and keeps the items. What comes is all here before the run's
 * outcome is.
 */
final class ItemSubscriber implements Flow.Subscriber<RunEvent> {

  private final List<Object> items;

  ItemSubscriber(List<Object> items) {
    this.items = items;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(RunEvent event) {
    if (event instanceof RunEvent.Item item) {
      items.add(item.item());
    }
  }

  @Override
  public void onError(Throwable thrown) {}

  @Override
  public void onComplete() {}
}
