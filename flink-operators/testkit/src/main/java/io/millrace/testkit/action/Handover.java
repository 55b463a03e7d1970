package io.millrace.testkit.action;

import io.millrace.core.action.Final;
import io.millrace.core.action.Streamed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Asks for all there is, takes the hash of each item on the thread that gives it, and hands both over to another. */
final class Handover implements Flow.Subscriber<Streamed<Object, Final<?>>> {

  /**
   * What came.
   *
   * @param element the element; null at the end
   * @param hash the item's hash; 0 if it is none
   * @param error why it ended; null if it ended well
   */
  record Given(
      @Nullable Streamed<Object, Final<?>> element,
      int hash,
      @Nullable Throwable error) {}

  private final BlockingQueue<Given> given = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;

  Given next() throws InterruptedException {
    return given.take();
  }

  void cancel() {
    Flow.Subscription running = subscription;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription = made;
    made.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Streamed<Object, Final<?>> next) {
    int hash =
        next instanceof Streamed.Item<Object, Final<?>> item ? item.value().hashCode() : 0;
    given.add(new Given(next, hash, null));
  }

  @Override
  public void onError(Throwable cause) {
    given.add(new Given(null, 0, cause));
  }

  @Override
  public void onComplete() {
    given.add(new Given(null, 0, null));
  }
}
