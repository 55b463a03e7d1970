package io.millrace.flink.async;

import io.millrace.core.Parameters;
import io.millrace.core.task.UnaryPublisher;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are published: no thread waits for their elements. They are subscribed to and cancelled by a few workers,
 * for a module may be slow to begin and to stop.
 */
public final class PublisherSource<I, T> implements Source<I, T> {

  private final UnaryPublisher<I, T> flavor;
  private final Workers workers;

  /** Subscribes to the answers of a module. */
  public PublisherSource(UnaryPublisher<I, T> flavor, Workers workers) {
    this.flavor = flavor;
    this.workers = workers;
  }

  @Override
  public void begin(I input, Parameters parameters, Reading<?, T> into) {
    Subscribing subscribing = new Subscribing(into);
    into.stoppedBy(subscribing::stop);
    workers.read(() -> {
      if (subscribing.stopped) {
        return;
      }
      try {
        flavor.publish(input, parameters).subscribe(subscribing);
      } catch (Throwable thrown) {
        into.fail(thrown);
      }
    });
  }

  private final class Subscribing implements Flow.Subscriber<T> {
    private final Reading<?, T> into;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean stopped;

    Subscribing(Reading<?, T> into) {
      this.into = into;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      if (subscription != null || stopped) {
        newSubscription.cancel();
        return;
      }
      subscription = newSubscription;
      if (stopped) {
        newSubscription.cancel();
        return;
      }
      into.askedBy(newSubscription::request);
    }

    @Override
    @SuppressWarnings("ConstantValue") // a publisher that breaks its contract
    public void onNext(T element) {
      if (element == null) {
        into.fail(new NullPointerException(NO_ELEMENT));
        return;
      }
      into.add(element);
    }

    @Override
    public void onError(Throwable thrown) {
      into.fail(thrown);
    }

    @Override
    public void onComplete() {
      into.complete();
    }

    /** Cancelling what has ended does nothing, as the contract of subscriptions says. */
    private void stop() {
      stopped = true;
      Flow.Subscription current = subscription;
      if (current != null) {
        workers.release(current::cancel);
      }
    }
  }
}
