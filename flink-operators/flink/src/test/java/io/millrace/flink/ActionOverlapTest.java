package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.flink.StepsByHand.awaitItemOf;
import static io.millrace.flink.StepsByHand.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to an application that has one under way, and cancellations. */
@Timeout(60)
class ActionOverlapTest {

  private final StepsByHand byHand = new StepsByHand();

  @Test
  void moreThanMayQueueAreRefusedAndMayComeAgain() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.QUEUE, 1)) {
      harness.push(call("app", "a"), call("app", "b"), call("app", "c"));

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED.because(
              "application 'app' must have at most 1 requests waiting but this is one more"));
      byHand.finish();
      harness.result();
      harness.push(call("app", "c"));
      byHand.finish();
      harness.result();
      // The number of the refusal is that of this second.
      harness.after(1_000);
      byHand.finish();
      assertThat(harness.result().requestId()).isEqualTo("c");
    }
  }

  @Test
  void aRequestThatOverlapsCanBeRefused() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.REJECT, 1)) {
      harness.push(call("app", "a"), call("app", "b"));

      ActionEnd refused = harness.failure();
      assertThat(refused.requestId()).isEqualTo("b");
      assertThat(refused.status())
          .isEqualTo(Status.Code.FAILED_PRECONDITION.because("application 'app' must run one"
              + " request at a time but request 'a' is under way"));
      byHand.finish();
      assertThat(harness.result().requestId()).isEqualTo("a");
    }
  }

  @Test
  void aRequestThatOverlapsCanTakeThePlaceOfTheOthers() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.REPLACE, 1)) {
      harness.push(call("app", "a"));
      harness.await(1);
      harness.push(call("app", "b"));

      ActionEnd replaced = harness.failure();
      assertThat(replaced.requestId()).isEqualTo("a");
      assertThat(replaced.status())
          .isEqualTo(Status.Code.ABORTED.because("request 'b' took the place of this one"));
      byHand.finish();
      byHand.finish();
      ActionEnd end = harness.result();
      assertThat(end.requestId()).isEqualTo("b");
      assertThat(end.get(COUNT)).contains(1L);
    }
  }

  @Test
  void aCancelledRequestLeavesTheStateAndLetsTheNextRun() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"), call("app", "b"), call("app", "c"));
      harness.await(1);
      harness.push(ActionCall.cancel("app", "a"), ActionCall.cancel("app", "b"));

      ActionEnd first = harness.failure();
      assertThat(first.status())
          .isEqualTo(Status.Code.CANCELLED.because("the request was cancelled"));
      assertThat(first.items()).isEqualTo(1);
      assertThat(harness.failure().requestId()).isEqualTo("b");
      // The step of "b" may have begun before it was cancelled.
      awaitItemOf("c", harness);
      byHand.steps.forEach(step -> step.complete(7L));
      ActionEnd last = harness.result();
      assertThat(last.requestId()).isEqualTo("c");
      assertThat(last.get(COUNT)).contains(1L);
    }
  }

  @Test
  void theLatestOfManyTakesThePlaceOfAllBeforeTheirNumbersAreThere() throws Exception {
    OperatorSubtaskState empty;
    try (ActionHarness harness = byHand.open(OverlapPolicy.QUEUE, 5)) {
      empty = harness.snapshot();
    }
    try (ActionHarness harness = ActionHarness.restoredAtOnce(
        byHand.setup(),
        ActionHarness.LIMITS.withOverlap(OverlapPolicy.REPLACE, 0),
        Duration.ofSeconds(30),
        empty)) {
      harness.push(call("app", "a"), call("app", "b"), call("app", "c"));
      assertThat(harness.output()).isEmpty();
      harness.after(1_000);

      assertThat(List.of(harness.failure().requestId(), harness.failure().requestId()))
          .containsExactlyInAnyOrder("a", "b");
      byHand.finish();
      ActionEnd end = harness.result();
      assertThat(end.requestId()).isEqualTo("c");
      assertThat(end.get(COUNT)).contains(1L);
      assertThat(byHand.runs).hasValue(1);
    }
  }

  @Test
  void cancellationsOfWhatHasEndedOrIsUnknownMeanNothing() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"));
      byHand.finish();
      ActionEnd end = harness.result();
      harness.output();
      harness.push(
          ActionCall.cancel("app", "a"),
          ActionCall.cancel("app", "z"),
          ActionCall.cancel("other", "a"));
      assertThat(harness.output()).isEmpty();
      harness.push(call("app", "a"));
      assertThat(harness.result()).isEqualTo(end);
    }
  }

  @Test
  void aQueuedRequestThatIsCancelledTwiceAndAskedForAgainEndsOnce() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"), call("app", "b"));
      harness.push(ActionCall.cancel("app", "b"), ActionCall.cancel("app", "b"));
      ActionEnd cancelled = harness.failure();
      harness.push(call("app", "b"));
      assertThat(harness.failure()).isEqualTo(cancelled);
      byHand.finish();
      harness.result();

      List<Message<ActionItem>> ends = new ArrayList<>(harness.output());
      ends.removeIf(message -> !message.last());
      assertThat(ends).extracting(Message::requestId).containsExactly("b", "a");
      assertThat(cancelled.items()).isZero();
    }
  }
}
