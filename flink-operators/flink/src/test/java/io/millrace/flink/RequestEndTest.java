package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class RequestEndTest {

  private static final Status CANCELLED = Status.Code.CANCELLED.because("the caller hung up");

  private final RequestHarness<String> operator;

  RequestEndTest(boolean objectReuse) throws Exception {
    operator = RequestHarness.echo(Placement.alone(objectReuse));
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void thePayloadOfTheLastMessageIsTakenBeforeTheEnd() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 1, "b").asLast());
    assertThat(operator.output())
        .containsExactly(Echo.first("r", "a"), Message.of("r", 1, "b"), Message.end("r", 2));
  }

  @Test
  void theTerminalMessageSaysWhereTheLastInputWasRead() throws Exception {
    Origin origin = new Origin("t", 0, 9);
    operator.push(Message.of("r", 0, "a"), Message.<String>end("r", 1).withOrigin(origin));
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "a").withOrigin(origin),
            Message.<String>end("r", 1).withOrigin(origin));
  }

  @Test
  void whatIsHeldIsNeverLetOutWithAStatusThatIsNotOk() throws Exception {
    Status gone = Status.Code.UNAVAILABLE.because("the model went away");
    operator.push(Message.of("r", 0, "a"), Message.of("r", 1, "secret"), Message.end("r", 2, gone));
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"), Message.end("r", 1, gone));
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aPayloadBesideABadStatusIsTakenButTheEndSkipped() throws Exception {
    Status cut = Status.Code.RESOURCE_EXHAUSTED.because("quota");
    operator.push(Message.of("r", 0, "a"));
    operator.push(Message.<String>end("r", 1, cut).withPayload("b"));
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"), Message.end("r", 1, cut));
  }

  @Test
  void aCancellationIsTakenAtAnySequence() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 1, "b"), Message.of("r", 9, "j"));
    operator.push(Message.end("r", 0, CANCELLED), Message.of("r", 2, "c"), Message.end("r", 3));
    assertThat(operator.output())
        .containsExactly(Echo.first("r", "a"), Message.end("r", 1, CANCELLED));
    assertThat(operator.letters()).isEmpty();
    operator.at(301_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void aCancellationThatOvertakesTheWholeRequestEndsIt() throws Exception {
    operator.push(Message.end("r", 7, CANCELLED), Message.of("r", 0, "a"), Message.end("r", 1));
    assertThat(operator.output()).containsExactly(Message.end("r", 0, CANCELLED));
  }

  @Test
  void anIdleRequestFailsAndIsNeverCompleted() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 1, "b"));
    operator.at(200_000).push(Message.of("r", 2, "c")).at(499_999);
    assertThat(operator.output()).containsExactly(Echo.first("r", "a"), Message.of("r", 1, "b"));
    operator.at(500_000);
    Status idle =
        Status.Code.DEADLINE_EXCEEDED.because("no message came for PT5M, the limit 'idle'");
    assertThat(operator.output()).containsExactly(Message.end("r", 2, idle));
    assertThat(operator.letters()).containsExactly("r/0 null--1@-1..-1 " + idle);
  }

  @Test
  void aLimitMayBeForEver() throws Exception {
    RequestHarness<String> patient = RequestHarness.echo(
        Placement.alone(false), RequestLimits.DEFAULT.withIdle(Duration.ofMillis(Long.MAX_VALUE)));
    patient.push(Message.of("r", 0, "a")).at(Long.MAX_VALUE / 2);
    assertThat(patient.output()).isEmpty();
    assertThat(patient.processingTimeTimers()).isEqualTo(1);
    patient.close();
  }

  @Test
  void whatBoundedInputLeavesUnfinishedFails() throws Exception {
    operator.push(
        Message.of("r", 0, "a").withOrigin(new Origin("t", 1, 3)),
        Message.of("r", 1, "b").withOrigin(new Origin("t", 1, 5)),
        Message.unary("s", "whole"));
    operator.output();
    operator.endInput();
    Status unfinished =
        Status.Code.DEADLINE_EXCEEDED.because("the input ended before the request did");
    assertThat(operator.output()).containsExactly(Message.end("r", 1, unfinished));
    assertThat(operator.letters()).containsExactly("r/0 t-1@3..5 " + unfinished);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
  }

  @Test
  void whatBoundedInputLeavesWaitingIsLost() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("r", 4, "e")).endInput();
    assertThat(operator.output())
        .containsExactly(Message.<String>end(
                "r",
                0,
                Status.Code.DATA_LOSS.because("messages 1 to 3 did not come: the input ended"))
            .withHeaders(Echo.HEADERS));
  }

  @Test
  void anEmptyRequestHasATerminalMessageOnly() throws Exception {
    operator.push(Message.end("r", 0));
    assertThat(operator.output())
        .containsExactly(Message.<String>end("r", 0).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aRequestThatOnlyFailedUpstreamPassesThrough() throws Exception {
    Status gone = Status.Code.UNAVAILABLE.because("the model went away");
    operator.push(Message.end("r", 0, gone));
    assertThat(operator.output())
        .containsExactly(Message.<String>end("r", 0, gone).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).isEmpty();
  }
}
