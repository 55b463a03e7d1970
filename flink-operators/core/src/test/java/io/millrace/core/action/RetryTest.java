package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Outcome.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RetryTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();
  private final List<Duration> waited = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void aFailingActionIsTriedAgainAfterLongerAndLongerWaits(Way way) {
    Retry retry = Retry.attempts(4).waiting(Duration.ofMillis(100), Duration.ofMillis(300));
    Application application = application(Graph.of("counter", failing(3).withRetry(retry)));

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).containsExactly(0.1, 0.1, 0.1, 0.1, 0.2);
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertThat(waited)
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300));
    assertThat(hook.told)
        .containsExactly(
            "call app",
            "step counter 0.0",
            "stream counter 0.0",
            "item 0",
            "stream end 1",
            "step end fault 1",
            "step counter 0.1",
            "stream counter 0.1",
            "item 0",
            "stream end 1",
            "step end fault 2",
            "step counter 0.2",
            "stream counter 0.2",
            "item 0",
            "stream end 1",
            "step end fault 3",
            "step counter 0.3",
            "stream counter 0.3",
            "item 0",
            "item 1",
            "stream end 2",
            "step end 1",
            "call end HALTED_AFTER");
  }

  @ParameterizedTest
  @EnumSource
  void whenAllAttemptsAreOverTheStepHasFailed(Way way) {
    Retry retry = Retry.attempts(2).waiting(Duration.ZERO, Duration.ZERO);
    Application application = application(Graph.of("counter", failing(3).withRetry(retry)));

    assertThat(way.read(application, AFTER_COUNTER, StreamMode.EVERY).failure())
        .hasMessage("action 'counter' (step 0, attempt 1) failed: fault 2");
    assertThat(waited).isEmpty();
    assertThat(application.progress()).isEqualTo(new Progress(NEW, null, null, 0, 2));
  }

  @Test
  void aReaderOfEventsSeesWhichAttemptAnItemIsOf() {
    Retry retry = Retry.attempts(2).waiting(Duration.ZERO, Duration.ZERO);
    Application application = application(Graph.of("counter", failing(1).withRetry(retry)));
    List<String> seen = new ArrayList<>();
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      result
          .events()
          .forEachRemaining(
              item -> seen.add(item.step().attempt() + ":" + item.index() + "=" + item.item()));
    }

    assertThat(seen).containsExactly("0:0=0.1", "1:0=0.1", "1:1=0.2");
  }

  @Test
  void aReaderOfStepsSeesEachAttemptAsOne() {
    Retry retry = Retry.attempts(2).waiting(Duration.ZERO, Duration.ZERO);
    Application application = application(Graph.of("counter", failing(1).withRetry(retry)));
    try (StreamingSteps steps = application.streamIterate(AFTER_COUNTER)) {
      StreamingStep first = steps.next();
      assertThat(first).containsExactly(0.1);
      assertThatThrownBy(first::get)
          .isInstanceOf(StepFailedException.class)
          .hasMessage("action 'counter' (step 0, attempt 0) failed: fault 1");
      StreamingStep second = steps.next();
      assertThat(second.step().attempt()).isEqualTo(1);
      assertThat(second.get().result()).isEqualTo(1L);
      assertThat(steps.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransitionOnAnErrorLeadsElsewhereWithTheStateAsItWas(Way way) {
    Action<Void, Long> consoling = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .run((state, inputs) -> new Final<>(-1L, state.update(COUNT, -1L)));
    Application application = application(Graph.builder()
        .action("counter", failing(1))
        .action("other", consoling)
        .action("console", consoling)
        .onError("counter", IOException.class, "other")
        .onError("counter", IllegalStateException.class, "console")
        .entry("counter")
        .build());

    Way.Read read = way.read(application, Request.toTheEnd(), StreamMode.EVERY);

    assertThat(read.items()).containsExactly(0.1);
    assertThat(read.get())
        .isEqualTo(new Outcome(
            Ending.END_OF_GRAPH,
            "console",
            -1L,
            new Progress(NEW.update(COUNT, -1L), "console", null, 1, 0)));
    assertThat(hook.told)
        .containsSubsequence("step counter 0.0", "step end fault 1", "step console 0.1");
  }

  @ParameterizedTest
  @EnumSource
  void aHaltBeforeTheActionThatAnErrorLeadsToIsKept(Way way) {
    Application application = application(Graph.builder()
        .action("counter", failing(1))
        .onError("counter", "counter")
        .entry("counter")
        .build());

    Outcome halted = way.read(
            application, Request.until(Halt.before("counter")).goingPastEntry(), StreamMode.NONE)
        .get();

    assertThat(halted.ending()).isEqualTo(Ending.HALTED_BEFORE);
    assertThat(halted.progress()).isEqualTo(new Progress(NEW, null, "counter", 0, 1));
    assertThat(way.read(application, AFTER_COUNTER, StreamMode.NONE).get().state())
        .isEqualTo(counted(1, 1L));
  }

  @Test
  void anErrorOfTheMachineIsNotTriedAgain() {
    Action<Void, Long> broken = Action.of(Long.class).reads(COUNT, TRACKER).run((state, inputs) -> {
      throw new StackOverflowError("deep");
    });
    Application application = application(Graph.of("counter", broken.withRetry(Retry.attempts(3))));

    assertThatThrownBy(() -> application.run(AFTER_COUNTER))
        .isInstanceOf(StepFailedException.class)
        .hasMessage("action 'counter' (step 0, attempt 0) failed: deep")
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(waited).isEmpty();
  }

  @Test
  void aRunCancelledWhileItWaitsIsOver() {
    List<Runnable> waiting = new ArrayList<>();
    Application application = Application.builder(
            "app", Graph.of("counter", failing(1).withRetry(Retry.attempts(2))))
        .state(NEW)
        .hooks(hook)
        .executor(Runnable::run)
        .timer((time, task) -> waiting.add(task))
        .build();
    Execution execution = application.streamAsync(AFTER_COUNTER, StreamMode.NONE);
    assertThat(waiting).hasSize(1);

    execution.cancel();
    waiting.forEach(Runnable::run);

    assertThatThrownBy(() -> execution.outcome().toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("CANCELLED: the run was cancelled; the state is as it was before");
    assertThat(hook.count("step counter")).isEqualTo(1);
    assertThat(hook.count("call end")).isEqualTo(1);
  }

  @Test
  void theNumbersOfARetryAreChecked() {
    assertThatThrownBy(() -> Retry.attempts(0)).hasMessage("attempts must be at least 1 but was 0");
    assertThatThrownBy(() -> Retry.NONE.waiting(Duration.ofMillis(-1), Duration.ZERO))
        .hasMessage("first must not be negative but was PT-0.001S");
    assertThatThrownBy(() -> new Retry(2, Duration.ZERO, 0.5, Duration.ZERO))
        .hasMessage("factor must be at least 1 but was 0.5");
    assertThatThrownBy(() -> Retry.NONE.waiting(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("longest must be at least first, PT2S, but was PT1S");
    assertThat(Retry.attempts(100).waitAfter(99)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Retry.attempts(2_000).waitAfter(1_999)).isEqualTo(Duration.ofMinutes(1));
  }

  /** Fails so often after its first item. */
  private static Action<Double, Long> failing(int faults) {
    List<Integer> failed = new ArrayList<>();
    return Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT, TRACKER).stream(
        (state, inputs, out) -> {
          out.accept(0.1);
          if (failed.size() < faults) {
            failed.add(1);
            throw new IllegalStateException("fault " + failed.size());
          }
          out.accept(0.2);
          return new Final<>(1L, Counter.tracked(state, 1L));
        });
  }

  private Application application(Graph graph) {
    return Application.builder("app", graph)
        .state(NEW)
        .hooks(hook)
        .timer((time, task) -> {
          waited.add(time);
          task.run();
        })
        .build();
  }
}
