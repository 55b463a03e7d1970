package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.flink.StepsByHand.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Field;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request means to an application that has others, or had. */
@Timeout(60)
class ActionRequestsTest {

  private final StepsByHand byHand = new StepsByHand();

  private ActionHarness open() throws Exception {
    return byHand.open(OverlapPolicy.QUEUE, 5);
  }

  @Test
  void requestsOfOneApplicationRunOneAfterTheOther() throws Exception {
    try (ActionHarness harness = open()) {
      harness.push(call("app", "a"), call("app", "b"));
      harness.await(1);
      assertThat(byHand.runs).hasValue(1);
      byHand.finish();
      assertThat(harness.result().requestId()).isEqualTo("a");
      byHand.finish();

      ActionEnd second = harness.result();
      assertThat(second.requestId()).isEqualTo("b");
      assertThat(second.get(COUNT)).contains(2L);
    }
  }

  @Test
  void requestsOfDifferentApplicationsRunSideBySide() throws Exception {
    try (ActionHarness harness = open()) {
      harness.push(call("one", "a"), call("two", "b"), call("one", "c").in("tenant"));
      harness.await(3);
      CompletableFuture<Long> first = byHand.steps.take();
      CompletableFuture<Long> second = byHand.steps.take();
      byHand.steps.take().complete(1L);
      harness.result();
      second.complete(1L);
      harness.result();
      first.complete(1L);

      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void aDuplicateGetsTheStoredEndAgainAndDoesNotRunUntilThatIsForgotten() throws Exception {
    try (ActionHarness harness = open()) {
      harness.push(call("app", "a"), call("app", "a"));
      byHand.finish();
      ActionEnd end = harness.result();
      harness.push(call("app", "a"));
      assertThat(harness.result()).isEqualTo(end);
      assertThat(byHand.runs).hasValue(1);

      harness.after(ActionHarness.LIMITS.finals().toMillis() + 1).push(call("app", "a"));
      byHand.finish();
      assertThat(harness.result().get(COUNT)).contains(2L);
    }
  }

  @Test
  void whatIsWrongWithARequestFailsItAlone() throws Exception {
    try (ActionHarness harness = open()) {
      harness.push(
          ActionCall.of("app", "a", Request.until(Halt.after("nothing"))),
          ActionCall.of(
              "app", "b", Request.toTheEnd().withInputs(Inputs.of(Field.ofLong("no"), 1L))),
          ActionCall.of("app", "c", Request.toTheEnd().withInputs(Inputs.of(Map.of("by", "x")))),
          call("app", "d").wanting(Field.ofLong("unknown")));

      for (String said : List.of("'nothing'", "input 'no'", "input 'by'", "field 'unknown'")) {
        Status status = harness.failure().status();
        assertThat(status.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.message()).contains(said);
      }
    }
  }

  @Test
  void manyThatEndAtOnceDoNotNest() throws Exception {
    ActionLimits wide = ActionHarness.LIMITS.withRequests(1, 20_000);
    try (ActionHarness harness = ActionHarness.open(byHand.setup(), wide)) {
      for (int i = 0; i < 5_000; i++) {
        harness.push(ActionCall.of("app" + i, "r", Request.until(Halt.after("nothing"))));
      }
      for (int i = 0; i < 5_000; i++) {
        harness.failure();
      }
      assertThat(harness.output()).hasSize(5_000).allMatch(Message::last);
    }
  }

  @Test
  void allRequestsEndBeforeTheInputDoes() throws Exception {
    try (ActionHarness harness = ActionHarness.open(Counter.two(Counter.Shape.FUNCTION))) {
      for (int i = 0; i < 50; i++) {
        harness.push(ActionCall.of("app" + i % 10, "r" + i, Request.until(Halt.after("second"))));
      }
      harness.endInput();
      assertThat(harness.output().stream().filter(Message::last)).hasSize(50);
    }
  }

  @Test
  void inBatchItIsRefused() {
    ActionSetup setup = byHand.setup();
    assertThatThrownBy(
            () -> ActionHarness.open(setup, Placement.alone(false).inBatch()).close())
        .hasStackTraceContaining(
            "operator 'chat' must run in STREAMING, also over bounded input: in"
                + " BATCH the state of an application is dropped while its requests still run");
  }

  /** A reader who drops what he has had, by request, attempt and number, must not take the second for the first. */
  @Test
  void aRefusedRequestThatComesAgainAtOnceHasAnotherNumber() throws Exception {
    try (ActionHarness harness = byHand.open(OverlapPolicy.REJECT, 0)) {
      harness.push(call("app", "a"), call("app", "b"));
      int refused = harness.failure().attempt();
      byHand.finish();
      harness.result();
      harness.push(call("app", "b")).after(1_000);
      byHand.finish();

      assertThat(harness.result().attempt()).isGreaterThan(refused);
    }
  }

  @Test
  void whatNoRequestOfOursSaysFailsItsOwnAlone() throws Exception {
    ActionCall good = call("app", "a");
    ActionCall wrong = new ActionCall(
        good.application(),
        good.partition(),
        good.requestId(),
        good.cancel(),
        good.inputs(),
        good.halts(),
        0,
        good.pastEntry(),
        good.mode(),
        good.wanted(),
        good.headers(),
        null,
        null);
    try (ActionHarness harness = open()) {
      harness.push(wrong);

      assertThat(harness.failure().status())
          .isEqualTo(
              Status.Code.INVALID_ARGUMENT.because("stepLimit must be at least 1 but was 0"));
    }
  }
}
