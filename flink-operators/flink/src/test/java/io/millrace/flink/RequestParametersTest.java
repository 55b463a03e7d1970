package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class RequestParametersTest {

  private final Placement placement;
  private RequestHarness<String> operator;

  RequestParametersTest(boolean objectReuse) throws Exception {
    placement = Placement.alone(objectReuse);
    operator = RequestHarness.echo(placement);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private void handOn() throws Exception {
    operator.close();
    operator = RequestHarness.echo(placement, RequestHarness.LIMITS, UnclaimedParameters.HAND_ON);
  }

  private static Message<String> first(Map<String, Object> parameters) {
    return Message.of("r", 0, "a").withParameters(Parameters.of(parameters));
  }

  private void assertRefused(Map<String, Object> parameters, String because) throws Exception {
    operator.push(first(parameters), Message.of("r", 1, "b"));
    Status refused = Status.Code.INVALID_ARGUMENT.because(because);
    assertThat(operator.output())
        .containsExactly(Message.<String>end("r", 0, refused).withHeaders(Echo.HEADERS));
    assertThat(operator.letters()).containsExactly("r/0 null--1@-1..-1 " + refused);
  }

  @Test
  void parametersOfTheFirstMessageApplyToTheWholeStream() throws Exception {
    operator.push(Message.of("r", 1, "b"), first(Map.of("times", 2)), Message.end("r", 2));
    assertThat(operator.output())
        .containsExactly(Echo.first("r", "aa"), Message.of("r", 1, "bb"), Message.end("r", 2));
  }

  @Test
  void anotherAttemptHasItsOwnParameters() throws Exception {
    operator.push(first(Map.of("times", 2)));
    operator.push(Message.unary("r", "x").withAttempt(1));
    assertThat(operator.output())
        .contains(
            Echo.first("r", "x").withAttempt(1), Message.<String>end("r", 1).withAttempt(1));
  }

  @Test
  void parametersMayBeQualifiedByTheOperator() throws Exception {
    operator.push(first(Map.of("echo.times", 2)).asLast());
    assertThat(operator.output()).containsExactly(Echo.first("r", "aa"), Message.end("r", 1));
  }

  @Test
  void theQualifiedOneIsMeantAndTheOtherHandedOn() throws Exception {
    handOn();
    operator.push(first(Map.of("echo.times", 2, "times", 1)).asLast());
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "aa").withParameters(Parameters.of("times", 1)), Message.end("r", 1));
  }

  @Test
  void whatTheModuleDoesNotReadGoesOnWithTheFirstOutput() throws Exception {
    handOn();
    operator.push(first(Map.of("times", 2, "other.threshold", 0.5)), Message.of("r", 1, "b"));
    operator.push(Message.end("r", 2));
    assertThat(operator.output())
        .containsExactly(
            Echo.first("r", "aa").withParameters(Parameters.of("other.threshold", 0.5)),
            Message.of("r", 1, "bb"),
            Message.end("r", 2));
  }

  @Test
  void theFirstOutputMayBeTheTerminalOne() throws Exception {
    handOn();
    operator.push(first(Map.of("labels", "x")).withHeaders(Map.of("traceparent", "00-1")));
    operator.push(Message.end("r", 1, Status.Code.UNAVAILABLE.because("gone")));
    assertThat(operator.output())
        .containsExactly(Message.<String>end("r", 0, Status.Code.UNAVAILABLE.because("gone"))
            .withParameters(Parameters.of("labels", "x"))
            .withHeaders(Map.of("traceparent", "00-1", "module.echo", "echo:1.0.0")));
  }

  @Test
  void theLastOperatorRefusesWhatNobodyReads() throws Exception {
    assertRefused(
        Map.of("times", 2, "volume", 9),
        "parameters [volume] are read by no operator; the last, 'echo', reads [times]");
  }

  @Test
  void aQualifiedNameThatTheModuleDoesNotReadIsRefusedAnywhere() throws Exception {
    handOn();
    assertRefused(
        Map.of("echo.volume", 9),
        "parameter 'volume' is not read by module 'echo' for task 'echoing', which reads times");
  }

  @Test
  void anIllTypedParameterIsRefused() throws Exception {
    assertRefused(Map.of("times", "two"), "parameter 'times' must be a long but was \"two\"");
  }

  @Test
  void aParameterOutOfBoundsIsRefused() throws Exception {
    assertRefused(Map.of("times", 4), "parameter 'times' must be between 1 and 3 but was 4");
  }

  @Test
  void parametersAreCheckedAlsoWhereThereIsNoElement() throws Exception {
    operator.push(Message.<String>end("r", 0).withParameters(Parameters.of("times", 4)));
    assertThat(operator.output())
        .containsExactly(Message.<String>end(
                "r",
                0,
                Status.Code.INVALID_ARGUMENT.because(
                    "parameter 'times' must be between 1 and 3 but was 4"))
            .withHeaders(Echo.HEADERS));
  }

  @Test
  void headersOfTheFirstMessageTravelWithTheFirstOutputAndItsTraceWithEvery() throws Exception {
    operator.push(Message.of("r", 0, "a")
        .withHeaders(Map.of("traceparent", "00-1", "tracestate", "k=v", "tenant", "x")));
    operator.push(Message.of("r", 1, "b").withHeaders(Map.of("traceparent", "00-2")));
    operator.push(Message.end("r", 2));
    Map<String, String> trace = Map.of("traceparent", "00-1", "tracestate", "k=v");
    assertThat(operator.output())
        .containsExactly(
            Message.of("r", 0, "a")
                .withHeaders(Map.of(
                    "module.echo",
                    "echo:1.0.0",
                    "tenant",
                    "x",
                    "traceparent",
                    "00-1",
                    "tracestate",
                    "k=v")),
            Message.of("r", 1, "b").withHeaders(trace),
            Message.<String>end("r", 2).withHeaders(trace));
  }

  @Test
  void anEndBeforeTheFirstMessageBelongsToTheTraceToo() throws Exception {
    Status cancelled = Status.Code.CANCELLED.because("enough");
    operator.push(Message.<String>end("r", 3, cancelled)
        .withHeaders(Map.of("traceparent", "00-1", "tenant", "x")));
    assertThat(operator.output())
        .containsExactly(
            Message.<String>end("r", 0, cancelled).withHeaders(Map.of("traceparent", "00-1")));
  }
}
