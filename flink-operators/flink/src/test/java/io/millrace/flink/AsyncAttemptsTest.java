package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static io.millrace.flink.AsyncHarness.NUMBER;
import static io.millrace.flink.AsyncHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.flink.types.StateTypes;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attempts of a module that draws its words: numbers of the clock, each above all before it. */
class AsyncAttemptsTest {

  private static final Placement PLACEMENT = Placement.alone(false);

  private final ByHand module = new ByHand();
  private AsyncHarness operator;

  AsyncAttemptsTest() throws Exception {
    operator = AsyncHarness.open(AsyncHarness.factory(module, false, LIMITS), PLACEMENT);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private static Message<String> first(String text, int attempt, int asked) {
    return Message.of("r", 0, text)
        .withAttempt(attempt)
        .withHeaders(Map.of("module.ask", "by-hand:1.0.0", "attempt.ask", Integer.toString(asked)));
  }

  private static Message<String> end(long sequence, int attempt, Status status) {
    return Message.<String>end("r", sequence, status).withAttempt(attempt);
  }

  private void restart(long clock) throws Exception {
    OperatorSubtaskState snapshot = operator.snapshot();
    operator.close();
    operator = AsyncHarness.restored(
        AsyncHarness.factory(module, false, LIMITS), PLACEMENT, clock, 1, snapshot);
  }

  @Test
  void theFirstSecondIsWaitedForAndGivesTheNumber() throws Exception {
    operator.push(Message.unary("r", "a").withAttempt(2));
    operator.after(999).mails();
    assertThat(module.asked()).isEmpty();
    operator.after(1);
    module.call("a").send("x").end();
    assertThat(operator.output())
        .containsExactly(first("x", NUMBER + 1, 2), end(1, NUMBER + 1, Status.OK));
  }

  @Test
  void laterOnNothingIsWaitedFor() throws Exception {
    operator.after(90_500).push(Message.unary("r", "a"));
    module.call("a").send("x");
    assertThat(operator.output()).containsExactly(first("x", NUMBER + 90, 0));
  }

  @Test
  void aHigherAttemptOfTheCallerCancelsTheRunAndBeginsAnother() throws Exception {
    operator.after(5_000).push(Message.unary("r", "a"));
    ByHand.Call old = module.call("a").send("x");
    operator.output();
    operator.push(Message.unary("r", "b").withAttempt(1));
    assertThat(old.awaitCancelled()).isTrue();
    Status aborted = Status.Code.ABORTED.because("attempt 1 took the place of attempt 0");
    assertThat(operator.output()).containsExactly(end(1, NUMBER + 5, aborted));
    // In the same second there is no higher number.
    operator.after(999);
    assertThat(module.asked()).containsExactly("a");
    operator.after(1);
    module.call("b").send("y").end();
    assertThat(operator.output())
        .containsExactly(first("y", NUMBER + 6, 1), end(1, NUMBER + 6, Status.OK));
  }

  @Test
  void aLowerAttemptOfTheCallerIsDropped() throws Exception {
    operator.after(1_000).push(Message.unary("r", "b").withAttempt(2));
    operator.push(Message.unary("r", "a").withAttempt(1));
    module.call("b").end();
    assertThat(operator.output()).hasSize(1);
    operator.push(Message.unary("r", "a").withAttempt(1));
    assertThat(operator.output()).isEmpty();
    assertThat(module.asked()).containsExactly("b");
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void aHigherAttemptReopensARequestThatEndedUnderAHigherNumber() throws Exception {
    operator.after(1_000).push(Message.unary("r", "a"));
    module.call("a").end();
    assertThat(operator.output()).hasSize(1);
    operator.push(Message.unary("r", "b").withAttempt(1)).after(1_000);
    module.call("b").send("y");
    assertThat(operator.output()).containsExactly(first("y", NUMBER + 2, 1));
  }

  @Test
  void afterARestoreARunHasANumberAboveAllBefore() throws Exception {
    operator.after(1_000).push(Message.unary("r", "a"));
    module.call("a").send("x");
    operator.output();
    // The clock of the machine that takes over may be behind, within the second even.
    restart(START + 1_200);
    assertThat(operator.output()).isEmpty();
    operator.after(800);
    module.call("a").send("y").end();
    assertThat(operator.output())
        .containsExactly(first("y", NUMBER + 2, 0), end(1, NUMBER + 2, Status.OK));
  }

  @Test
  void aRunThatNoCheckpointKnowsOfIsBelowTheNumbersOfTheNextTask() throws Exception {
    OperatorSubtaskState snapshot = operator.snapshot();
    operator.after(7_300).push(Message.unary("r", "a"));
    module.call("a").send("x");
    assertThat(operator.output()).containsExactly(first("x", NUMBER + 7, 0));
    operator.close();
    operator = AsyncHarness.restored(
        AsyncHarness.factory(module, false, LIMITS), PLACEMENT, START + 7_900, 1, snapshot);
    operator.push(Message.unary("r", "a")).after(100);
    module.call("a").send("y");
    assertThat(operator.output()).containsExactly(first("y", NUMBER + 8, 0));
  }

  @Test
  void aClockThatWentBackIsPutForwardToWhatTheCheckpointHas() throws Exception {
    operator.after(100_000).push(Message.unary("r", "a"));
    module.call("a").send("x");
    operator.output();
    restart(START - 1_000_000_000);
    operator.after(1_000);
    module.call("a").send("y");
    assertThat(operator.output()).containsExactly(first("y", NUMBER + 101, 0));
  }

  @Test
  void aSavepointKnowsTheGreatestNumberOfRequestsLongForgotten() throws Exception {
    operator.after(50_000).push(Message.unary("s", "a"));
    module.call("a").end();
    operator.output();
    operator.after(RequestLimits.DEFAULT.tombstone().toMillis());
    restart(START);
    operator.push(Message.unary("r", "b")).after(1_000);
    module.call("b").send("y");
    assertThat(operator.output()).containsExactly(first("y", NUMBER + 51, 0));
  }

  @Test
  void aRequestThatIsForgottenAtOnceHasNoNumberTwice() throws Exception {
    operator.close();
    OperatorSettings forgetful = new OperatorSettings(
        "ask",
        RequestLimits.DEFAULT.withTombstone(Duration.ofMillis(1)),
        UnclaimedParameters.HAND_ON);
    operator = AsyncHarness.open(
        new AsyncOperatorFactory<>(
            forgetful,
            LIMITS,
            () -> Asking.each(Answering.streaming(module.runner(false)), LIMITS),
            StateTypes.of(String.class)),
        PLACEMENT);
    operator.after(1_000).push(Message.unary("r", "a"));
    module.call("a").send("x").end();
    assertThat(operator.output())
        .containsExactly(first("x", NUMBER + 1, 0), end(1, NUMBER + 1, Status.OK));
    operator.after(999).push(Message.unary("r", "a"));
    assertThat(module.asked()).hasSize(1);
    operator.after(1).push(Message.unary("r", "a"));
    module.call("a").send("y");
    assertThat(operator.output()).containsExactly(first("y", NUMBER + 2, 0));
  }
}
