package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryPublisher;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A module that takes its time: a word every few milliseconds, from no thread of the operator's. What it says is its input
 * and a number, or if it is not deterministic, the number of the run and a number.
 */
record Chatter(boolean deterministic) implements UnaryPublisher<String, String> {

  private static final ScheduledExecutorService CLOCK =
      Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "chatter");
        thread.setDaemon(true);
        return thread;
      });

  private static final AtomicLong RUNS = new AtomicLong();

  static ModuleRunner<String, String, String, String> runner(boolean deterministic) {
    return Echo.TASK.runner(TaskModule.named("chatter", "1.0.0")
        .serves(Echo.TASK, as -> {
          as.unaryStream(new Chatter(deterministic));
          if (deterministic) {
            as.deterministic();
          }
        })
        .build());
  }

  static int length(String input) {
    return 5 + Math.floorMod(input.hashCode(), 30);
  }

  /** What is said by a run; of a deterministic module the run is the input. */
  static List<String> words(String input, String run) {
    return IntStream.range(0, length(input)).mapToObj(i -> run + "." + i + " ").toList();
  }

  @Override
  public Flow.Publisher<String> publish(String input, Parameters parameters) {
    String run = deterministic ? input : "run" + RUNS.incrementAndGet();
    return subscriber -> {
      Talk talk = new Talk(words(input, run), subscriber);
      subscriber.onSubscribe(talk);
      talk.begin();
    };
  }

  private static final class Talk implements Flow.Subscription {
    private final List<String> words;
    private final Flow.Subscriber<? super String> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean cancelled;
    private int next;
    private @Nullable Future<?> ticking;

    Talk(List<String> words, Flow.Subscriber<? super String> subscriber) {
      this.words = words;
      this.subscriber = subscriber;
    }

    synchronized void begin() {
      ticking = CLOCK.scheduleWithFixedDelay(this::tick, 2, 4, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
      if (!cancelled && next < words.size() && wanted.get() > 0) {
        wanted.decrementAndGet();
        subscriber.onNext(words.get(next++));
        if (next == words.size()) {
          subscriber.onComplete();
        }
      }
      if ((cancelled || next == words.size()) && ticking != null) {
        ticking.cancel(false);
      }
    }

    @Override
    public void request(long more) {
      wanted.addAndGet(more);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
