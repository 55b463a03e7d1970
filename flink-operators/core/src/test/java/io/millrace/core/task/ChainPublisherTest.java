package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A chain behind a module that publishes publishes too, and asks for no more than is asked of it. */
class ChainPublisherTest {

  private static final Task<Integer, Integer, Void, Integer> COUNTING = Task.named("counting")
      .input(Integer.class, Integer.class)
      .output(Void.class, Integer.class)
      .build();

  private final List<String> signals = Collections.synchronizedList(new ArrayList<>());

  private UnaryStream<Integer, Integer> chain(UnaryPublisher<Integer, Integer> publisher) {
    var counter = COUNTING.runner(TaskModule.named("counter", "1.0.0")
        .serves(COUNTING, as -> as.unaryStream(publisher))
        .build());
    var twice = COUNTING.runner(TaskModule.named("twice", "1.0.0")
        .serves(COUNTING, as -> as.streamStream(new Twice()))
        .build());
    return COUNTING
        .runner(ModuleChain.of("counter", counter)
            .then("twice", n -> n, twice)
            .map(n -> -n)
            .module("chain", "1.0.0", COUNTING))
        .unaryStream();
  }

  /** Counts up to its input when asked, in the caller's thread. */
  private Flow.Publisher<Integer> counting(int to) {
    return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
      private int at;

      @Override
      public void request(long count) {
        for (long i = 0; i < count && at < to; i++) {
          at++;
          signals.add("counts " + at);
          subscriber.onNext(at);
        }
        if (at == to) {
          at++;
          subscriber.onComplete();
        }
      }

      @Override
      public void cancel() {
        signals.add("cancelled");
      }
    });
  }

  private Flow.Subscription subscribe(UnaryStream<Integer, Integer> chain, int input) {
    assertThat(chain).isInstanceOf(UnaryPublisher.class);
    Heard heard = new Heard();
    ((UnaryPublisher<Integer, Integer>) chain).publish(input, Parameters.NONE).subscribe(heard);
    return heard.subscription;
  }

  @Test
  void elementsComeWhenTheyAreAskedFor() {
    Flow.Subscription subscription = subscribe(chain((to, parameters) -> counting(to)), 2);

    assertThat(signals).isEmpty();
    subscription.request(1);
    assertThat(signals).containsExactly("counts 1", "hears -1");
    subscription.request(2);
    assertThat(signals).containsExactly("counts 1", "hears -1", "hears -1", "counts 2", "hears -2");
    subscription.request(5);
    assertThat(signals).endsWith("hears -2", "hears -2", "hears -99", "completes");
  }

  @Test
  void thousandsOfElementsDoNotPileUpOnTheStack() {
    subscribe(chain((to, parameters) -> counting(to)), 100_000).request(Long.MAX_VALUE);

    assertThat(signals).hasSize(300_002).endsWith("hears -100000", "hears -99", "completes");
  }

  @Test
  void cancellingCancelsTheSourceAndNothingIsHeardAfter() {
    Flow.Subscription subscription = subscribe(chain((to, parameters) -> counting(to)), 3);
    subscription.request(1);

    subscription.cancel();
    subscription.request(1);

    assertThat(signals).containsExactly("counts 1", "hears -1", "cancelled");
  }

  @Test
  void whatAPartThrowsIsHeardAndTheSourceCancelled() {
    subscribe(
            chain(
                (to, parameters) -> subscriber -> subscriber.onSubscribe(sending(subscriber, -13))),
            0)
        .request(9);

    assertThat(signals)
        .containsExactly("cancelled", "fails java.lang.IllegalStateException: negative");
  }

  @Test
  void anErrorOfAPartIsHeardToo() {
    subscribe(
            chain((to, parameters) ->
                subscriber -> subscriber.onSubscribe(sending(subscriber, Twice.BREAKS))),
            0)
        .request(9);

    assertThat(signals)
        .containsExactly("cancelled", "fails java.lang.NoClassDefFoundError: Twice$Half");
  }

  @Test
  void whatTheSourceFailsWithIsHeardBehindWhatWasSaid() {
    subscribe(
            chain((to, parameters) -> subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
              @Override
              public void request(long count) {
                subscriber.onNext(1);
                subscriber.onError(new IllegalStateException("gone"));
              }

              @Override
              public void cancel() {}
            })),
            0)
        .request(9);

    assertThat(signals)
        .containsExactly("hears -1", "hears -1", "fails java.lang.IllegalStateException: gone");
  }

  @Test
  void askingForNothingIsAnError() {
    subscribe(chain((to, parameters) -> counting(to)), 3).request(0);

    assertThat(signals)
        .containsExactly(
            "cancelled",
            "fails java.lang.IllegalArgumentException: at least 1 element must be asked for but was 0");
  }

  @Test
  void aSourceOfAnotherThreadIsReadInOrder() {
    UnaryStream<Integer, Integer> chain = chain((to, parameters) -> subscriber -> {
      SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
      publisher.subscribe(subscriber);
      new Thread(() -> {
            IntStream.rangeClosed(1, to).forEach(publisher::submit);
            publisher.close();
          })
          .start();
    });

    List<Integer> expected = new ArrayList<>();
    IntStream.rangeClosed(1, 2_000).forEach(n -> expected.addAll(List.of(-n, -n)));
    expected.add(-99);
    assertThat(chain.run(2_000, Parameters.NONE)).isEqualTo(expected);
  }

  @Test
  void askingFromOtherThreadsLosesNothing() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      signals.clear();
      Flow.Subscription subscription = subscribe(chain((to, parameters) -> counting(to)), 100);
      CountDownLatch together = new CountDownLatch(2);
      Runnable asking = () -> {
        together.countDown();
        for (int i = 0; i < 150; i++) {
          subscription.request(1);
        }
      };
      Thread one = new Thread(asking);
      Thread two = new Thread(asking);
      one.start();
      two.start();
      one.join();
      two.join();

      assertThat(signals).hasSize(302).endsWith("hears -99", "completes");
    }
  }

  private Flow.Subscription sending(Flow.Subscriber<? super Integer> subscriber, int element) {
    return new Flow.Subscription() {
      @Override
      public void request(long count) {
        subscriber.onNext(element);
      }

      @Override
      public void cancel() {
        signals.add("cancelled");
      }
    };
  }

  private final class Heard implements Flow.Subscriber<Integer> {
    private Flow.Subscription subscription = sending(this, 0);

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(Integer element) {
      signals.add("hears " + element);
    }

    @Override
    public void onError(Throwable error) {
      signals.add("fails " + error);
    }

    @Override
    public void onComplete() {
      signals.add("completes");
    }
  }

  /** Says each number twice, and 99 at the end; will not have one that is negative. */
  private static final class Twice implements StreamStream<Integer, Integer, Integer> {
    static final int BREAKS = -666;

    @Override
    public StateType<Integer> stateType() {
      return StateType.of(Integer.class);
    }

    @Override
    public Integer open(Parameters parameters) {
      return 0;
    }

    @Override
    public Integer next(Integer state, Integer element, Consumer<? super Integer> out) {
      if (element == BREAKS) {
        throw new NoClassDefFoundError("Twice$Half");
      }
      if (element < 0) {
        throw new IllegalStateException("negative");
      }
      out.accept(element);
      out.accept(element);
      return state + 1;
    }

    @Override
    public void end(Integer state, Consumer<? super Integer> out) {
      out.accept(99);
    }
  }
}
