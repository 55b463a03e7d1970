package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryPublisher;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A module that publishes what the test sends, when it sends it. */
final class ByHand implements UnaryPublisher<String, String> {

  private static final long PATIENCE = 60;

  private final Map<String, BlockingQueue<Call>> calls = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  @Nullable
  RuntimeException refusal;

  ModuleRunner<String, String, String, String> runner(boolean deterministic) {
    return Echo.TASK.runner(TaskModule.named("by-hand", "1.0.0")
        .serves(Echo.TASK, as -> {
          as.unaryStream(this).reads(Echo.TIMES);
          if (deterministic) {
            as.deterministic();
          }
        })
        .holds(closed::countDown)
        .build());
  }

  /** Whether the runner was closed. */
  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** What the module was asked, in order. */
  List<String> asked() {
    return asked;
  }

  /** The next call with this input, waited for. */
  Call call(String input) {
    try {
      Call call = queue(input).poll(PATIENCE, TimeUnit.SECONDS);
      return Objects.requireNonNull(call, "nobody asked: " + input);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private BlockingQueue<Call> queue(String input) {
    return calls.computeIfAbsent(input, each -> new LinkedBlockingQueue<>());
  }

  @Override
  public Flow.Publisher<String> publish(String input, Parameters parameters) {
    if (refusal != null) {
      throw refusal;
    }
    return subscriber -> {
      Call call = new Call(subscriber);
      subscriber.onSubscribe(call);
      asked.add(input);
      queue(input).add(call);
    };
  }

  /** One answer. */
  static final class Call implements Flow.Subscription {
    private final Flow.Subscriber<? super String> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    Call(Flow.Subscriber<? super String> subscriber) {
      this.subscriber = subscriber;
    }

    /** How many elements are asked for that were not sent. */
    long wanted() {
      return wanted.get();
    }

    Call send(String... elements) {
      for (String element : elements) {
        wanted.decrementAndGet();
        subscriber.onNext(element);
      }
      return this;
    }

    void end() {
      subscriber.onComplete();
    }

    void fail(Throwable thrown) {
      subscriber.onError(thrown);
    }

    /** Waits until it is cancelled. */
    boolean awaitCancelled() {
      try {
        return cancelled.await(PATIENCE, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void request(long more) {
      wanted.addAndGet(more);
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }
  }
}
