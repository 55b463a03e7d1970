package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.flink.StepsByHand.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Request;
import io.millrace.core.action.Retry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is due at a time: steps, retries, those that stand before a halt, and those that are idle. */
@Timeout(60)
class ActionTimesTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Status LATE = Status.Code.DEADLINE_EXCEEDED.because(
      "action 'counter' (step 0, attempt 0) failed: DEADLINE_EXCEEDED: it must end within PT30S"
          + " but has not");

  private final StepsByHand byHand = new StepsByHand();

  /** The steps' one action with a limit of its own. */
  private ActionSetup limited(Retry retry) {
    return ActionSetup.of(Graph.of(
            "counter", byHand.graph.action("counter").withTimeLimit(LIMIT).withRetry(retry)))
        .withInitial(Counter.NEW.wipe(Counter.TRACKER));
  }

  @Test
  void oneThatIsParkedGoesOnWithItsNextRequestUnlessThatComesTooLate() throws Exception {
    ActionCall parks = ActionCall.of("app", "a", Request.until(Halt.before("second")));
    Request answer = Request.until(Halt.before("second")).goingPastEntry();
    try (ActionHarness harness = ActionHarness.open(Counter.two(Counter.Shape.FUNCTION))) {
      harness.push(parks);
      assertThat(harness.result().ending()).isEqualTo(Ending.HALTED_BEFORE);
      harness.after(Duration.ofHours(23).toMillis());
      harness.push(ActionCall.of("app", "b", answer).wanting(COUNT));
      ActionEnd went = harness.result();
      assertThat(went.ending()).isEqualTo(Ending.HALTED_BEFORE);
      assertThat(went.get(COUNT)).contains(3L);

      harness.after(Duration.ofHours(25).toMillis());
      harness.push(ActionCall.of("app", "c", answer).wanting(COUNT));
      ActionEnd late = harness.failure();
      assertThat(late.status())
          .isEqualTo(Status.Code.DEADLINE_EXCEEDED.because(
              "application 'app' must go on within PT24H but has stood for longer"));
      assertThat(late.get(COUNT)).contains(3L);
    }
  }

  @Test
  void anApplicationThatIsIdleForTooLongIsForgotten() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"));
      byHand.finish();
      harness.result();
      harness.after(Duration.ofDays(9).toMillis()).push(call("app", "b"));
      byHand.finish();
      assertThat(harness.result().get(COUNT)).contains(2L);
      harness.after(Duration.ofDays(11).toMillis()).push(call("app", "c"));
      byHand.finish();
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void aStepThatFailsIsTriedAgainAfterItsWaitAndThenLeadsElsewhere() throws Exception {
    Queue<Integer> tries = new ConcurrentLinkedQueue<>();
    Action<Void, Long> failing = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .run((state, inputs) -> {
          tries.add(1);
          throw new IllegalStateException("down");
        });
    Graph graph = Graph.builder()
        .action("failing", failing.withRetry(Retry.attempts(2)))
        .action("counter", Counter.Shape.FUNCTION.action())
        .onError("failing", "counter")
        .entry("failing")
        .build();
    try (ActionHarness harness = ActionHarness.open(graph)) {
      harness.push(call("app", "a"));
      while (tries.size() < 2) {
        harness.output();
        harness.after(1_000);
      }

      assertThat(harness.result().get(COUNT)).contains(1L);
      assertThat(tries).hasSize(2);
    }
  }

  @Test
  void aStepThatIsNotOverInTimeHasFailedAndKeepsItsItems() throws Exception {
    try (ActionHarness harness = ActionHarness.open(limited(Retry.NONE), ActionHarness.LIMITS)) {
      harness.push(call("app", "a"));
      harness.awaitItem();
      CompletableFuture<Long> step = byHand.steps.take();
      harness.after(LIMIT.toMillis() - 1);
      assertThat(harness.output()).hasSize(1);
      harness.after(1);

      ActionEnd end = harness.failure();
      assertThat(end.status()).isEqualTo(LATE);
      assertThat(end.items()).isEqualTo(1);
      assertThat(end.get(COUNT)).contains(0L);
      step.complete(7L);
      assertThat(harness.output()).singleElement().matches(Message::last);
    }
  }

  @Test
  void aStepThatIsOverInTimeIsNotFailedLater() throws Exception {
    try (ActionHarness harness = ActionHarness.open(limited(Retry.NONE), ActionHarness.LIMITS)) {
      harness.push(call("app", "a"));
      byHand.finish();
      harness.result();
      harness.after(LIMIT.toMillis() * 2);

      assertThat(harness.output()).filteredOn(Message::last).hasSize(1);
      assertThat(harness.letters()).isEmpty();
    }
  }

  @Test
  void aStepThatIsLateIsTriedAgainWithATimeOfItsOwn() throws Exception {
    Retry once = Retry.attempts(2).waiting(Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (ActionHarness harness = ActionHarness.open(limited(once), ActionHarness.LIMITS)) {
      harness.push(call("app", "a"));
      byHand.steps.take();
      harness.await(1);
      harness.after(LIMIT.toMillis()).after(1_000);
      CompletableFuture<Long> second = byHand.steps.take();
      harness.await(1);
      harness.after(LIMIT.toMillis() - 1);
      second.complete(7L);

      assertThat(harness.result().get(COUNT)).contains(1L);
      assertThat(byHand.runs).hasValue(2);
    }
  }

  @Test
  void theTimeOfAStepBeginsAnewAtARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(limited(Retry.NONE), ActionHarness.LIMITS)) {
      harness.push(call("app", "a"));
      harness.awaitItem();
      byHand.steps.take();
      harness.after(LIMIT.toMillis() - 1);
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness = ActionHarness.restored(
        limited(Retry.NONE), Placement.alone(false), Duration.ofMinutes(5), 1, snapshot)) {
      harness.after(LIMIT.toMillis() - 1);
      byHand.finish();

      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void whatIsParkedLongerThanItIsKeptIsRefusedWhileTheJobIsBuilt() {
    assertThatThrownBy(() -> ActionLimits.DEFAULT.withTimes(
            Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parked must be shorter than idle, after which an application is forgotten,"
            + " PT72H, but was PT72H");
  }
}
