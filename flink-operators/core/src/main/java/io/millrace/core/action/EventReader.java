package io.millrace.core.action;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads an execution's events by waiting for each. One thread at a time reads; any may cancel. */
final class EventReader implements Flow.Subscriber<RunEvent> {

  private final Execution execution;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile Flow.@Nullable Subscription subscription;
  private @Nullable Signal end;

  EventReader(Execution execution) {
    this.execution = execution;
  }

  /** What came: an event, or the end, well or with an error. */
  private record Signal(@Nullable RunEvent event, @Nullable Throwable error) {}

  /**
   * The next event; null after the last.
   *
   * @throws StepFailedException and whatever else the run fails with
   */
  @Nullable
  RunEvent next() {
    Signal signal = end == null ? awaited() : end;
    if (signal.event() != null) {
      return signal.event();
    }
    end = signal;
    if (signal.error() != null) {
      throw Waiting.own(signal.error());
    }
    return null;
  }

  private Signal awaited() {
    try {
      subscribed.await();
      Objects.requireNonNull(subscription).request(1);
      return signals.take();
    } catch (InterruptedException e) {
      throw Waiting.interrupted(execution);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    subscribed.countDown();
  }

  @Override
  public void onNext(RunEvent event) {
    signals.add(new Signal(event, null));
  }

  @Override
  public void onError(Throwable cause) {
    signals.add(new Signal(null, cause));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(null, null));
  }
}
