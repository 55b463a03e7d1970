package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an asynchronous operator says, by a module whose answers the test sends. */
class AsyncAnswersTest {

  private static final Map<String, String> HEADERS = Map.of("module.ask", "by-hand:1.0.0");

  private final ByHand module = new ByHand();
  private final AsyncHarness operator;

  AsyncAnswersTest() throws Exception {
    operator = AsyncHarness.deterministic(module);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private static Message<String> first(String request, String text) {
    return Message.of(request, 0, text).withHeaders(HEADERS);
  }

  private static Message<String> only(String request, Status status) {
    return Message.<String>end(request, 0, status).withHeaders(HEADERS);
  }

  @Test
  void anElementGoesOutWhenItIsThere() throws Exception {
    operator.push(Message.unary("r", "why"));
    ByHand.Call call = module.call("why");
    assertThat(operator.output()).isEmpty();
    call.send("be");
    assertThat(operator.output()).containsExactly(first("r", "be"));
    call.send("cause").end();
    assertThat(operator.output()).containsExactly(Message.of("r", 1, "cause"), Message.end("r", 2));
  }

  @Test
  void requestsAreAnsweredSideBySide() throws Exception {
    operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
    ByHand.Call slow = module.call("a").send("a1");
    module.call("b").send("b1").end();
    slow.send("a2").end();
    List<Message<String>> output = operator.output();
    assertThat(output)
        .filteredOn(message -> message.requestId().equals("r"))
        .containsExactly(first("r", "a1"), Message.of("r", 1, "a2"), Message.end("r", 2));
    assertThat(output)
        .filteredOn(message -> message.requestId().equals("s"))
        .containsExactly(first("s", "b1"), Message.end("s", 1));
  }

  @Test
  void aHundredElementsCostOneMail() throws Exception {
    operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
    ByHand.Call one = module.call("a");
    ByHand.Call other = module.call("b");
    operator.output();
    one.send("1", "2");
    other.send("1", "2");
    one.send("3");
    assertThat(operator.mailsWaiting()).isEqualTo(1);
    assertThat(operator.output()).hasSize(5);
  }

  @Test
  void whatTravelsBesideARequestGoesOnWithItsAnswer() throws Exception {
    Origin origin = new Origin("t", 0, 4);
    Map<String, Object> parameters = Map.of("times", 2, "other.x", "y");
    operator.push(Message.unary("r", "why")
        .withAttempt(3)
        .withOrigin(origin)
        .withHeaders(Map.of("traceparent", "00-1", "user", "u"))
        .withParameters(Parameters.of(parameters)));
    module.call("why").send("so").end();
    assertThat(operator.output())
        .containsExactly(
            Message.of("r", 0, "so")
                .withAttempt(3)
                .withOrigin(origin)
                .withHeaders(
                    Map.of("module.ask", "by-hand:1.0.0", "traceparent", "00-1", "user", "u"))
                .withParameters(Parameters.of("other.x", "y")),
            Message.<String>end("r", 1)
                .withAttempt(3)
                .withOrigin(origin)
                .withHeaders(Map.of("traceparent", "00-1")));
  }

  @Test
  void theAnswerHasTheTimeOfTheQuestion() throws Exception {
    operator.push(70, Message.unary("r", "why"));
    module.call("why").send("so").end();
    assertThat(operator.timedOutput()).containsExactly("r@70 so", "r@70 OK");
  }

  @Test
  void anExceptionEndsTheRequestWithItsStatusAndADeadLetter() throws Exception {
    operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
    module.call("a").send("x").fail(new IllegalStateException("no more"));
    Status failed = Status.Code.UNKNOWN.because("java.lang.IllegalStateException: no more");
    assertThat(operator.output())
        .containsExactly(first("r", "x"), Message.<String>end("r", 1, failed));
    assertThat(operator.letters()).containsExactly("r/0 in ask " + failed);
    module.call("b").end();
    assertThat(operator.output()).containsExactly(only("s", Status.OK));
  }

  @Test
  void aModuleThatRefusesToBeginFailsTheRequest() throws Exception {
    module.refusal = Status.Code.OUT_OF_RANGE.because("too loud").asException();
    operator.push(Message.unary("r", "a"));
    Status refused = Status.Code.OUT_OF_RANGE.because("too loud");
    assertThat(operator.await(1)).containsExactly(only("r", refused));
    assertThat(operator.letters()).containsExactly("r/0 in ask " + refused);
  }

  @Test
  void aParameterThatTheModuleDoesNotTakeFailsTheRequest() throws Exception {
    operator.push(Message.unary("r", "a").withParameters(Parameters.of("ask.times", 9)));
    Status refused =
        Status.Code.INVALID_ARGUMENT.because("parameter 'times' must be between 1 and 3 but was 9");
    assertThat(operator.await(1)).containsExactly(only("r", refused));
  }

  @Test
  void anErrorFailsTheJob() {
    assertThatThrownBy(() -> {
          operator.push(Message.unary("r", "a"));
          module.call("a").fail(new LinkageError("no such method"));
          operator.mails();
        })
        .isInstanceOf(LinkageError.class)
        .hasMessage("no such method");
  }

  @Test
  void anExceptionFromDownstreamFailsTheJobAndIsNotTakenForTheModules() throws Exception {
    RuntimeException full = new IllegalStateException("the sink is full");
    try (AsyncHarness refused =
        AsyncHarness.refused(AsyncHarness.factory(module, true, AsyncHarness.LIMITS), full)) {
      refused.push(Message.unary("r", "a"));
      module.call("a").send("x");
      assertThatThrownBy(refused::mails).isSameAs(full);
      assertThat(refused.letters()).isEmpty();
      assertThat(refused.metrics().count("requestsFailed")).isZero();
    }
  }

  @Test
  void theTerminalMessageBehindTheInputIsNothingMore() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.end("r", 1));
    module.call("a").end();
    assertThat(operator.output()).containsExactly(only("r", Status.OK));
    operator.push(Message.end("r", 1));
    assertThat(operator.output()).isEmpty();
    assertThat(operator.metrics().count("duplicates")).isZero();
  }

  @Test
  void whatIsDeliveredAgainIsNotAnsweredAgain() throws Exception {
    operator.push(Message.unary("r", "a"), Message.unary("r", "a"));
    module.call("a").end();
    assertThat(operator.output()).hasSize(1);
    operator.push(Message.unary("r", "a"));
    assertThat(operator.output()).isEmpty();
    assertThat(module.asked()).containsExactly("a");
    assertThat(operator.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void aRequestIsRememberedForAsLongAsTheLimitsSay() throws Exception {
    operator.push(Message.unary("r", "a"));
    module.call("a").end();
    operator.output();
    operator.after(RequestLimits.DEFAULT.tombstone().toMillis() - 1);
    operator.push(Message.unary("r", "a"));
    assertThat(module.asked()).hasSize(1);
    operator.after(1).push(Message.unary("r", "a"));
    module.call("a").end();
    assertThat(operator.output()).containsExactly(only("r", Status.OK));
  }

  @Test
  void aRequestWithoutAnInputFails() throws Exception {
    operator.push(Message.end("r", 0));
    Status empty = Status.Code.FAILED_PRECONDITION.because("a flavour with unary input takes a"
        + " request whose payload is in its first message, but its first message has none");
    assertThat(operator.output()).containsExactly(only("r", empty));
    assertThat(operator.letters()).containsExactly("r/0 in ask " + empty);
  }

  @Test
  void aSecondElementIsADeadLetter() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 1, "b"), Message.end("r", 2));
    module.call("a").end();
    assertThat(operator.output()).containsExactly(only("r", Status.OK));
    assertThat(operator.letters())
        .containsExactly("r/0 in ask FAILED_PRECONDITION: a flavour with unary input takes a"
            + " request whose payload is in its first message, but message 1 has a payload too");
  }

  @Test
  void aRequestThatFailedUpstreamPassesThrough() throws Exception {
    Status gone = Status.Code.UNAVAILABLE.because("gone");
    operator.push(Message.end("r", 0, gone));
    assertThat(operator.output()).containsExactly(only("r", gone));
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aModuleThatSendsNothingFailsTheRequest() throws Exception {
    operator.push(Message.unary("r", "a"));
    sendNull(module.call("a"));
    Status failed = Status.Code.UNKNOWN.because(
        "java.lang.NullPointerException: a module's output must not be null");
    assertThat(operator.output()).containsExactly(only("r", failed));
  }

  @SuppressWarnings("NullAway") // what a module must not do
  private static void sendNull(ByHand.Call call) {
    call.send((String) null);
  }

  @Test
  void aModuleThatSendsMoreThanItWasAskedForFailsTheRequestAndIsStopped() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a");
    call.send("1", "2", "3", "4");
    Status failed = Status.Code.UNKNOWN.because(
        "java.lang.IllegalStateException: the module sent more elements than it was asked for");
    assertThat(operator.output()).last().isEqualTo(Message.<String>end("r", 3, failed));
    assertThat(call.awaitCancelled()).isTrue();
  }

  @Test
  void whatHappensIsCounted() throws Exception {
    operator.push(Message.unary("r", "a"), Message.unary("s", "b"), Message.unary("t", "c"));
    operator.push(Message.unary("u", "d"), Message.unary("v", "e"));
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(4L);
    assertThat(operator.metrics().gauge("requestsWaiting")).isEqualTo(1);
    module.call("a").send("1", "2");
    assertThat(operator.metrics().gauge("elementsBuffered")).isEqualTo(2);
    operator.after(30).mails();
    module.call("b").fail(new IllegalStateException());
    operator.mails();
    assertThat(operator.metrics().gauge("elementsBuffered")).isEqualTo(0);
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(4L);
    assertThat(operator.metrics().gauge("requestsWaiting")).isEqualTo(0);
    assertThat(operator.metrics().count("requestsStarted")).isEqualTo(5);
    assertThat(operator.metrics().count("requestsFailed")).isEqualTo(1);
    assertThat(operator.metrics().count("messagesIn")).isEqualTo(5);
    assertThat(operator.metrics().count("messagesOut")).isEqualTo(3);
    assertThat(operator.metrics().count("retries")).isZero();
    assertThat(
            operator.metrics().histogram("timeToFirstOutputMs").getStatistics().getMax())
        .isEqualTo(30);
    assertThat(operator.metrics().scope("retries")).endsWith(".millrace.retries");
  }

  @Test
  void closingStopsWhatIsUnderWayAndTheModule() throws Exception {
    operator.push(Message.unary("r", "a"));
    ByHand.Call call = module.call("a");
    operator.close();
    assertThat(call.awaitCancelled()).isTrue();
    assertThat(module.isClosed()).isTrue();
    call.send("late");
    assertThat(operator.output()).isEmpty();
  }
}
