package io.millrace.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a stream's elements come, and of what it can be made. */
@Timeout(60)
class StreamingTest {

  private static final Request ALL = Request.until(Halt.after("say"));

  private final CountDownLatch second = new CountDownLatch(1);

  /** The ways to make one that gives its second word only after its reader has got the first. */
  private List<Streaming<String, String>> halting() {
    return List.of(
        Streaming.pushing(out -> {
          out.accept("one");
          second.await();
          out.accept("two");
          return "one two";
        }),
        Streaming.iterating(() -> elements().iterator()),
        Streaming.streaming(this::elements),
        Streaming.joining(() -> words(), new Spaced()),
        Streaming.completing(out -> {
          out.accept("one");
          return CompletableFuture.supplyAsync(
              () -> {
                awaitSecond();
                out.accept("two");
                return "one two";
              },
              StreamingTest::onItsOwnThread);
        }),
        Streaming.publishing(() -> subscriber -> {
          SubmissionPublisher<Streamed<String, String>> publisher =
              new SubmissionPublisher<>(StreamingTest::onItsOwnThread, 16);
          publisher.subscribe(subscriber);
          onItsOwnThread(() -> {
            elements().forEach(publisher::submit);
            publisher.close();
          });
        }));
  }

  /** What blocks must not do so in the common pool, which may have one thread. */
  private static void onItsOwnThread(Runnable task) {
    Thread thread = new Thread(task, "author");
    thread.setDaemon(true);
    thread.start();
  }

  private Stream<String> words() {
    return Stream.of("one", "two").peek(word -> {
      if (word.equals("two")) {
        awaitSecond();
      }
    });
  }

  private Stream<Streamed<String, String>> elements() {
    return Stream.concat(
        words().map(Streamed::<String, String>item), Stream.of(Streamed.last("one two")));
  }

  private void awaitSecond() {
    try {
      second.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anItemIsThereBeforeTheNextIsMade() {
    for (int i = 0; i < halting().size(); i++) {
      StreamingTest fresh = new StreamingTest();
      try (StreamingResult result = application(fresh.halting().get(i)).streamResult(ALL)) {
        Iterator<Object> items = result.iterator();

        assertThat(items.next()).isEqualTo("one");
        fresh.second.countDown();
        assertThat(items.next()).isEqualTo("two");
        assertThat(items.hasNext()).isFalse();
        assertThat(result.get().result()).isEqualTo("one two");
      }
    }
  }

  @Test
  void aBlockingActionRunsNoFurtherThanItsReader() {
    List<Integer> made = new ArrayList<>();
    Streaming<String, String> counting = Streaming.pushing(out -> {
      for (int i = 0; i < 10; i++) {
        made.add(i);
        out.accept("word " + i);
      }
      return "all";
    });
    try (StreamingResult result = application(counting).streamResult(ALL)) {
      assertThat(made).isEmpty();
      Iterator<Object> items = result.iterator();
      items.next();
      items.next();
      assertThat(made.size()).isBetween(2, 3);
      assertThat(result.get().result()).isEqualTo("all");
    }
  }

  @Test
  void aStreamIsClosedWhetherItIsReadToItsEndOrNot() {
    AtomicBoolean closed = new AtomicBoolean();
    CompletableFuture<Boolean> closedEarly = new CompletableFuture<>();
    Streaming<String, String> whole =
        Streaming.joining(() -> Stream.of("a", "b").onClose(() -> closed.set(true)), new Spaced());
    Streaming<String, String> half = Streaming.streaming(() -> Stream.<Streamed<String, String>>of(
            Streamed.item("a"), Streamed.item("b"), Streamed.last("a b"))
        .onClose(() -> closedEarly.complete(true)));

    assertThat(application(whole).run(ALL).result()).isEqualTo("a b");
    assertThat(closed).isTrue();
    try (StreamingResult result = application(half).streamResult(ALL)) {
      assertThat(result.iterator().next()).isEqualTo("a");
    }
    assertThat(closedEarly.join()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anItemOfAnotherTypeIsRefused(Way way) {
    List<?> numbers = List.of(Streamed.item(1), Streamed.last("all"));
    @SuppressWarnings("unchecked") // what an author can do to generics
    List<Streamed<String, String>> texts = (List<Streamed<String, String>>) numbers;
    Streaming<String, String> raw = Streaming.publishing(() -> Counter.publisher(texts.iterator()));

    assertThat(way.read(application(raw), ALL, StreamMode.HALTED).failure())
        .hasMessage(
            "action 'say' (step 0, attempt 0) failed: an intermediate result of action 'say'"
                + " must be a String but was a Integer (1)");
  }

  @Test
  void anExecutorThatRunsOnTheReadersThreadIsRefused() {
    Application application = Application.builder(
            "app", Graph.of("say", saying(Streaming.<String, String>pushing(out -> {
              out.accept("one");
              out.accept("two");
              return "all";
            }))))
        .executor(Runnable::run)
        .build();

    Way.Read read = Way.BLOCKING.read(application, ALL, StreamMode.HALTED);

    assertThat(read.failure())
        .hasMessageContaining("an executor must run a streaming action on another thread than its"
            + " reader's but ran it on " + Thread.currentThread().getName());
  }

  @Test
  void whatIsGivenAfterTheEndIsRefused() {
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    CountDownLatch over = new CountDownLatch(1);
    Streaming<String, String> late = Streaming.completing(out -> {
      onItsOwnThread(() -> {
        try {
          over.await();
          out.accept("late");
        } catch (InterruptedException | RuntimeException e) {
          refused.complete(e);
        }
      });
      return CompletableFuture.completedFuture("all");
    });

    assertThat(application(late).run(ALL).result()).isEqualTo("all");
    over.countDown();

    assertThat(refused.join())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an intermediate result must not come after the end");
  }

  @Test
  void aRunHasOneSubscriber() {
    Execution execution =
        application(Streaming.pushing(out -> "all")).streamAsync(ALL, StreamMode.HALTED);
    Way.Collecting first = new Way.Collecting();
    Way.Collecting other = new Way.Collecting();
    execution.subscribe(first);
    execution.subscribe(other);

    assertThat(first.over.join()).isTrue();
    assertThatThrownBy(other.over::join)
        .hasRootCauseMessage("a run has one subscriber but was given a second");
    assertThat(execution.outcome().toCompletableFuture().join().result()).isEqualTo("all");
  }

  private static Action<String, String> saying(Streaming<String, String> streaming) {
    return Action.of(String.class, String.class)
        .streamFrom((state, inputs) -> streaming.map(text -> new Final<>(text, state)));
  }

  private static Application application(Streaming<String, String> streaming) {
    return Application.of("app", Graph.of("say", saying(streaming)), State.EMPTY);
  }
}
