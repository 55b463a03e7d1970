package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Hook;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.Request;
import io.millrace.core.action.Retry;
import io.millrace.core.action.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at a time, much at a time, and what is left of both. */
@Timeout(60)
class ActionLoadTest {

  private static final ActionLimits NARROW = ActionHarness.LIMITS.withRequests(2, 100);

  private static ActionCall call(int application) {
    return ActionCall.of("app" + application, "r", Request.until(Halt.after("counter")));
  }

  /** Each blocks its thread until the test lets it go, and the test lets the last go first. */
  @Test
  void moreThatBlockThanThereAreThreadsAllEnd() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger atATime = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Action<Double, Long> blocking =
        Action.of(Double.class, Long.class).writes(COUNT).stream((state, inputs, out) -> {
          most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
          out.accept(0.5);
          go.await();
          atATime.decrementAndGet();
          return new Final<>(1L, state.update(COUNT, 1L));
        });
    try (ActionHarness harness =
        ActionHarness.open(ActionSetup.of(Graph.of("counter", blocking)), NARROW)) {
      for (int i = 0; i < 50; i++) {
        harness.push(call(i));
      }
      harness.await(2);
      go.countDown();
      for (int i = 0; i < 50; i++) {
        assertThat(harness.result().items()).isEqualTo(1);
      }
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void aStepRunsNoFurtherAheadThanItsBuffer() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger furthest = new AtomicInteger();
    Action<Long, Long> fast =
        Action.of(Long.class, Long.class).writes(COUNT).stream((state, inputs, out) -> {
          for (long i = 1; i <= 5_000; i++) {
            out.accept(i);
            furthest.accumulateAndGet((int) i - taken.get(), Math::max);
          }
          return new Final<>(1L, state.update(COUNT, 1L));
        });
    Hook counting = new Hook() {
      @Override
      public void item(RunEvent.Item item) {
        taken.incrementAndGet();
      }
    };
    try (ActionHarness harness = ActionHarness.open(
        ActionSetup.of(Graph.of("counter", fast)).withHooks(Hooks.of(counting)), NARROW)) {
      harness.push(call(0));

      assertThat(harness.result().items()).isEqualTo(5_000);
    }
    assertThat(taken).hasValue(5_000);
    assertThat(furthest.get()).isLessThanOrEqualTo(16);
  }

  @Test
  void aTaskThatEndsInterruptsWhatBlocksAndSaysNothing() throws Exception {
    CompletableFuture<Throwable> stopped = new CompletableFuture<>();
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    Action<Void, Long> blocking = Action.of(Long.class).writes(COUNT).run((state, inputs) -> {
      begun.complete(true);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        stopped.complete(e);
        throw e;
      }
      return new Final<>(1L, state.update(COUNT, 1L));
    });
    List<Message<ActionItem>> said;
    try (ActionHarness harness =
        ActionHarness.open(ActionSetup.of(Graph.of("counter", blocking)), NARROW)) {
      harness.push(call(0), call(0), call(1), call(2));
      begun.join();
      said = harness.output();
    }
    assertThat(stopped.join()).isInstanceOf(InterruptedException.class);
    assertThat(said).isEmpty();
  }

  @Test
  void whatTheActionsNeedIsClosedWithTheTaskWhateverOneOfItThrows() throws Exception {
    List<String> closed = new ArrayList<>();
    ActionSetup setup = ActionSetup.of(Counter.two(Counter.Shape.FUNCTION))
        .closing(() -> closed.add("client"))
        .closing(() -> {
          closed.add("module");
          throw new IllegalStateException("does not close");
        });
    ActionHarness harness = ActionHarness.open(setup, NARROW);
    assertThat(closed).isEmpty();

    assertThatThrownBy(harness::close).hasStackTraceContaining("does not close");
    assertThat(closed).containsExactly("module", "client");
  }

  @Test
  void whatIsCountedSaysWhatRunsWhatWaitsAndWhatBecameOfIt() throws Exception {
    StepsByHand byHand = new StepsByHand();
    try (ActionHarness harness = ActionHarness.open(byHand.setup(), NARROW)) {
      SeenMetrics metrics = harness.metrics();
      harness.push(StepsByHand.call("one", "a"), StepsByHand.call("two", "x"));
      harness.push(StepsByHand.call("three", "c"), StepsByHand.call("one", "b"));
      harness.await(2);
      assertThat(metrics.gauge("requestsInFlight")).isEqualTo(2L);
      assertThat(metrics.gauge("requestsQueued")).isEqualTo(2L);
      assertThat(metrics.count("requestsStarted")).isEqualTo(2);

      harness.push(ActionCall.cancel("one", "b"), ActionCall.cancel("two", "x"));
      assertThat(metrics.count("requestsFailed")).isEqualTo(2);
      StepsByHand.awaitItemOf("c", harness);
      byHand.steps.forEach(step -> step.complete(7L));
      harness.result();
      harness.result();

      assertThat(metrics.gauge("requestsInFlight")).isEqualTo(0L);
      assertThat(metrics.gauge("requestsQueued")).isEqualTo(0L);
      assertThat(metrics.count("requestsStarted")).isEqualTo(3);
      assertThat(metrics.count("requestsCompleted")).isEqualTo(2);
      assertThat(metrics.count("items")).isEqualTo(3);
      assertThat(metrics.count("steps")).isEqualTo(2);
      assertThat(metrics.count("stepsFailed")).isZero();
      assertThat(metrics.histogram("timeToFirstOutputMs").getCount()).isEqualTo(3);
      assertThat(metrics.scope("steps")).endsWith("millrace.steps");
    }
  }

  @Test
  void theTimeToTheFirstItemIsThatFromWhenTheRequestCame() throws Exception {
    StepsByHand byHand = new StepsByHand();
    try (ActionHarness harness =
        ActionHarness.open(byHand.setup(), ActionHarness.LIMITS.withRequests(1, 10))) {
      harness.push(StepsByHand.call("one", "a"), StepsByHand.call("two", "a"));
      harness.await(1);
      harness.after(250);
      byHand.finish();
      harness.await(2);

      assertThat(
              harness.metrics().histogram("timeToFirstOutputMs").getStatistics().getMax())
          .isEqualTo(250);
    }
  }

  @Test
  void eachAttemptAtAStepThatFailedIsCounted() throws Exception {
    Action<Void, Long> failing = Action.of(Long.class).run((state, inputs) -> {
      throw new IllegalStateException("down");
    });
    Retry twice = Retry.attempts(2).waiting(Duration.ZERO, Duration.ZERO);
    try (ActionHarness harness =
        ActionHarness.open(ActionSetup.of(Graph.of("counter", failing.withRetry(twice))), NARROW)) {
      harness.push(call(0));
      harness.failure();

      assertThat(harness.metrics().count("stepsFailed")).isEqualTo(2);
      assertThat(harness.metrics().count("steps")).isZero();
      assertThat(harness.metrics().count("requestsFailed")).isEqualTo(1);
    }
  }
}
