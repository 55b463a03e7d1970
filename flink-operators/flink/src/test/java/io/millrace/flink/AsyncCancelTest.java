package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static io.millrace.flink.AsyncHarness.NUMBER;
import static io.millrace.flink.AsyncHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cancellation, wherever the request stands. */
class AsyncCancelTest {

  private static final Status CANCELLED = Status.Code.CANCELLED.because("not wanted");

  private final ByHand module = new ByHand();
  private AsyncHarness operator;

  AsyncCancelTest() throws Exception {
    operator = AsyncHarness.drawing(module);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  /** Goes on in another task, which begins two seconds later. */
  private void restart() throws Exception {
    OperatorSubtaskState snapshot = operator.snapshot();
    operator.close();
    operator = AsyncHarness.restored(
        AsyncHarness.factory(module, false, LIMITS),
        Placement.alone(false),
        START + 3_000,
        1,
        snapshot);
  }

  private static Message<String> cancellation(String request) {
    return Message.end(request, 7, CANCELLED);
  }

  /** What came out: request, attempt, sequence, status. */
  private List<String> ends() throws Exception {
    List<String> ends = new ArrayList<>();
    for (Message<String> message : operator.output()) {
      ends.add(message.requestId() + "/" + message.attempt() + " " + message.sequence() + " "
          + message.status());
    }
    return ends;
  }

  @Test
  void stopsTheSourceAndEndsTheRequest() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a").send("x");
    operator.output();
    operator.push(cancellation("r"));
    assertThat(call.awaitCancelled()).isTrue();
    call.send("y");
    assertThat(ends()).containsExactly("r/" + (NUMBER + 1) + " 1 CANCELLED: not wanted");
    assertThat(operator.letters()).isEmpty();
    assertThat(operator.metrics().count("requestsFailed")).isEqualTo(1);
    assertThat(operator.metrics().gauge("elementsBuffered")).isEqualTo(0);
  }

  @Test
  void whatWasBufferedIsNotSent() throws Exception {
    operator.push(Message.unary("r", "a"));
    module.call("a").send("x", "y").end();
    operator.push(cancellation("r"));
    assertThat(ends()).containsExactly("r/" + (NUMBER + 1) + " 0 CANCELLED: not wanted");
  }

  @Test
  void endsARequestThatWaitsForItsTurn() throws Exception {
    for (int i = 0; i < 6; i++) {
      operator.push(Message.unary("r" + i, "a" + i));
    }
    operator.push(cancellation("r4"));
    assertThat(ends()).containsExactly("r4/" + (NUMBER + 1) + " 0 CANCELLED: not wanted");
    assertThat(operator.metrics().gauge("requestsWaiting")).isEqualTo(1);
    module.call("a0").end();
    operator.mails();
    module.call("a5").end();
    operator.mails();
    assertThat(module.asked()).doesNotContain("a4");
  }

  @Test
  void endsARequestThatWaitsForItsRetry() throws Exception {
    operator.push(Message.unary("r", "a"));
    module.call("a").fail(busy());
    operator.mails();
    operator.push(cancellation("r"));
    assertThat(ends()).containsExactly("r/" + (NUMBER + 1) + " 0 CANCELLED: not wanted");
    operator.after(10_000).mails();
    assertThat(module.asked()).containsExactly("a");
  }

  @Test
  void endsARequestWhoseRetryHasNoNumberYet() throws Exception {
    operator.push(Message.unary("r", "a"));
    module.call("a").send("x").fail(busy());
    operator.output();
    operator.push(cancellation("r"), cancellation("r"));
    assertThat(ends()).isEmpty();
    operator.after(1_000);
    assertThat(ends()).containsExactly("r/" + (NUMBER + 2) + " 0 CANCELLED: not wanted");
    operator.after(10_000).mails();
    assertThat(module.asked()).containsExactly("a");
  }

  private static StatusException busy() {
    return StatusException.retryable(Status.Code.UNAVAILABLE.because("busy"), null, null);
  }

  @Test
  void thatOvertookItsRequestIsRemembered() throws Exception {
    operator.push(cancellation("r"), Message.unary("r", "a"));
    assertThat(ends()).containsExactly("r/" + (NUMBER + 1) + " 0 CANCELLED: not wanted");
    assertThat(module.asked()).isEmpty();
  }

  @Test
  void ofAnEarlierAttemptOrAfterTheEndIsDropped() throws Exception {
    operator.push(Message.unary("r", "a").withAttempt(1), cancellation("r"));
    module.call("a").end();
    assertThat(ends()).containsExactly("r/" + (NUMBER + 1) + " 0 OK");
    operator.push(cancellation("r").withAttempt(1));
    assertThat(ends()).isEmpty();
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void isNotForgottenByARestoreBeforeItCouldBeAnswered() throws Exception {
    operator.push(Message.unary("r", "a"));
    module.call("a").send("x").fail(busy());
    operator.output();
    operator.push(cancellation("r"));
    restart();
    operator.after(1_000);
    assertThat(ends()).containsExactly("r/" + (NUMBER + 4) + " 0 CANCELLED: not wanted");
    assertThat(module.asked()).containsExactly("a");
  }

  @Test
  void findsARequestThatWasRestored() throws Exception {
    operator.push(Message.unary("r", "a"));
    module.call("a").send("x");
    operator.output();
    restart();
    operator.after(1_000);
    ByHand.Call again = module.call("a");
    operator.push(cancellation("r"));
    assertThat(again.awaitCancelled()).isTrue();
    assertThat(ends()).containsExactly("r/" + (NUMBER + 4) + " 0 CANCELLED: not wanted");
  }
}
