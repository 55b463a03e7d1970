package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.action.Outcome.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a step may take. The clock is the test's: a time is over when the step has begun. */
@Timeout(60)
class TimeLimitTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LATE = "action 'counter' (step 0, attempt 0) failed:"
      + " DEADLINE_EXCEEDED: it must end within PT30S but has not";

  private final Recorded hook = new Recorded();

  /** What waits for its time, to be run by hand. */
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  private final List<Duration> times = new ArrayList<>();

  private Application application(Graph graph) {
    return Application.builder("app", graph)
        .state(NEW)
        .hooks(hook)
        .timer((time, task) -> {
          times.add(time);
          waiting.add(task);
        })
        .build();
  }

  private void pass() {
    Runnable next = waiting.poll();
    while (next != null) {
      next.run();
      next = waiting.poll();
    }
  }

  @Test
  void anAttemptThatIsNotOverInTimeHasFailedAndKeepsItsItems() {
    Action<Double, Long> hanging = Action.of(Double.class, Long.class)
        .writes(COUNT)
        .streamAsync((state, inputs, out) -> {
          out.accept(0.1);
          return new CompletableFuture<>();
        })
        .withTimeLimit(LIMIT);
    Application application = application(Recorded.graphOf(hanging));
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);
      assertThat(times).containsExactly(LIMIT);

      pass();

      assertThatThrownBy(result::get).isInstanceOf(StepFailedException.class).hasMessage(LATE);
    }
    assertThat(hook.ends).singleElement().satisfies(end -> {
      assertThat(end.state()).isEqualTo(NEW);
      assertThat(end.error())
          .isInstanceOfSatisfying(
              StatusException.class,
              late -> assertThat(late.status())
                  .isEqualTo(Status.Code.DEADLINE_EXCEEDED.because(
                      "it must end within PT30S but has not")));
    });
    assertThat(application.progress()).isEqualTo(new Progress(NEW, null, null, 0, 1));
  }

  @Test
  void aBlockingActionIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Throwable> stopped = new CompletableFuture<>();
    Action<Void, Long> blocking = Action.of(Long.class)
        .run((state, inputs) -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            stopped.complete(e);
            throw e;
          }
          return new Final<>(1L, state);
        })
        .withTimeLimit(LIMIT);
    CompletableFuture<Outcome> outcome =
        application(Recorded.graphOf(blocking)).runAsync(AFTER_COUNTER).toCompletableFuture();
    begun.await();

    pass();

    assertThatThrownBy(outcome::join).hasRootCauseMessage(LATE.substring(LATE.indexOf("DEAD")));
    assertThat(stopped.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void itCountsAsAnAttemptAndTheNextHasItsOwnTime() {
    List<Integer> runs = new ArrayList<>();
    Action<Void, Long> shaky = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .runAsync((state, inputs) -> {
          runs.add(1);
          Final<Long> end = new Final<>(1L, state.increment(COUNT));
          return runs.size() == 1
              ? new CompletableFuture<>()
              : CompletableFuture.completedFuture(end);
        })
        .withRetry(Retry.attempts(2).waiting(Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .withTimeLimit(LIMIT);
    Application application = application(Recorded.graphOf(shaky));
    CompletableFuture<Outcome> outcome = application.runAsync(AFTER_COUNTER).toCompletableFuture();

    pass();

    assertThat(outcome.join().ending()).isEqualTo(Ending.HALTED_AFTER);
    assertThat(outcome.join().state().get(COUNT)).isEqualTo(1);
    assertThat(times).containsExactly(LIMIT, Duration.ofSeconds(1), LIMIT);
    assertThat(hook.told).contains("step counter 0.0", "step counter 0.1");
  }

  @Test
  void itCanLeadElsewhere() {
    Action<Void, Long> hanging =
        Action.of(Long.class).runAsync((state, inputs) -> new CompletableFuture<>());
    Action<Void, Long> consoling = Action.of(Long.class)
        .writes(COUNT)
        .run((state, inputs) -> new Final<>(-1L, state.update(COUNT, -1L)));
    Application application = application(Graph.builder()
        .action("counter", hanging.withTimeLimit(LIMIT))
        .action("console", consoling)
        .onError("counter", StatusException.class, "console")
        .fields(Counter.TRACKER)
        .entry("counter")
        .build());
    CompletableFuture<Outcome> outcome =
        application.runAsync(Request.toTheEnd()).toCompletableFuture();

    pass();

    assertThat(outcome.join().action()).isEqualTo("console");
  }

  @ParameterizedTest
  @EnumSource
  void aTimeThatIsOverAfterItsStepMeansNothing(Way way) {
    Action<Double, Long> first = Counter.Shape.ASYNC_FUNCTION.action().withTimeLimit(LIMIT);
    Application application = application(Graph.builder()
        .action("first", first)
        .action("counter", first)
        .transition("first", "counter")
        .entry("first")
        .build());

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.EVERY);
    pass();

    assertThat(read.get().state().get(COUNT)).isEqualTo(2);
    assertThat(application.state().get(COUNT)).isEqualTo(2);
    assertThat(hook.calls).hasSize(1);
  }

  @Test
  void theTimeOfAStepThatStreamsBeginsWithItsReader() {
    Action<Double, Long> limited = Counter.Shape.FUNCTION.action().withTimeLimit(LIMIT);
    try (StreamingResult result =
        application(Recorded.graphOf(limited)).streamResult(AFTER_COUNTER)) {
      assertThat(result.step()).isPresent();
      assertThat(times).isEmpty();

      assertThat(result.iterator().next()).isEqualTo(0.1);
      assertThat(times).containsExactly(LIMIT);
      assertThat(result.get().result(Long.class)).isEqualTo(1);
    }
  }

  @Test
  void withTheClockOfTheJdkItIsTheTimeThatPasses() {
    Action<Void, Long> hanging = Action.of(Long.class)
        .run((state, inputs) -> {
          new CountDownLatch(1).await();
          return new Final<>(1L, state);
        })
        .withTimeLimit(Duration.ofMillis(20));

    assertThatThrownBy(() ->
            Application.of("app", Graph.of("counter", hanging), State.EMPTY).run(AFTER_COUNTER))
        .hasMessage("action 'counter' (step 0, attempt 0) failed: DEADLINE_EXCEEDED: it must end"
            + " within PT0.02S but has not");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aLimitIsPositiveAndKeptByWhatIsMadeOfTheAction() {
    Action<Double, Long> limited = Counter.Shape.CLASS.action().withTimeLimit(LIMIT);

    assertThat(limited.withTags("x").withRetry(Retry.attempts(2)).timeLimit()).contains(LIMIT);
    assertThat(Counter.Shape.CLASS.action().timeLimit()).isEmpty();
    assertThatThrownBy(() -> limited.withTimeLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeLimit must be positive but was PT0S");
  }
}
