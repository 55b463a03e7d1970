package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class WholeInputTest {

  private static final AtomicInteger CLOSED = new AtomicInteger();

  private final PipelineHarness<String> unary;
  private final PipelineHarness<String> streaming;

  WholeInputTest(boolean objectReuse) throws Exception {
    Placement placement = Placement.alone(objectReuse);
    unary = PipelineHarness.of(
        Doors.open()
            .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
            .unaryUnary("echo", () -> Echo.runner(Set.of(Flavor.UNARY_UNARY))),
        placement);
    streaming =
        PipelineHarness.of(Doors.open().unaryStream("echo", WholeInputTest::spelling), placement);
    CLOSED.set(0);
  }

  @AfterEach
  void close() throws Exception {
    unary.close();
    streaming.close();
  }

  /** Spells the input, and counts the streams that were closed. */
  private static ModuleRunner<String, String, String, String> spelling() {
    return Echo.TASK.runner(TaskModule.named("echo", "1.0.0")
        .serves(
            Echo.TASK,
            as -> as.unaryStream((text, parameters) -> Stream.of(text.split(""))
                .peek(letter -> {
                  if (letter.equals("!")) {
                    throw new IllegalStateException("cannot spell");
                  }
                })
                .onClose(CLOSED::incrementAndGet)))
        .build());
  }

  @Test
  void aWholeInputIsAnsweredAtOnce() throws Exception {
    Origin origin = new Origin("t", 0, 4);
    Map<String, Object> parameters = Map.of("times", 2, "other.x", "y");
    unary.push(Message.unary("r", "text")
        .withAttempt(3)
        .withOrigin(origin)
        .withHeaders(Map.of("traceparent", "00-1"))
        .withParameters(Parameters.of(parameters)));
    assertThat(unary.output())
        .containsExactly(
            Message.of("r", 0, "texttext")
                .withAttempt(3)
                .withOrigin(origin)
                .withHeaders(Map.of("module.echo", "echo:1.0.0", "traceparent", "00-1"))
                .withParameters(Parameters.of("other.x", "y")),
            Message.<String>end("r", 1)
                .withAttempt(3)
                .withOrigin(origin)
                .withHeaders(Map.of("traceparent", "00-1")));
  }

  @Test
  void aStreamOfAnswersIsReadToItsEndAndClosed() throws Exception {
    streaming.push(Message.unary("r", "abc"));
    assertThat(streaming.output())
        .containsExactly(
            Echo.first("r", "a"),
            Message.of("r", 1, "b"),
            Message.of("r", 2, "c"),
            Message.end("r", 3));
    assertThat(CLOSED).hasValue(1);
  }

  @Test
  void aStreamThatBreaksIsClosedToo() throws Exception {
    streaming.push(Message.unary("r", "ab!c"), Message.unary("s", "x"));
    Status failed = Status.Code.UNKNOWN.because("java.lang.IllegalStateException: cannot spell");
    assertThat(streaming.output())
        .containsExactly(
            Echo.first("r", "a"),
            Message.of("r", 1, "b"),
            Message.end("r", 2, failed),
            Echo.first("s", "x"),
            Message.end("s", 1));
    assertThat(streaming.letters()).containsExactly("r in echo: " + failed);
    assertThat(CLOSED).hasValue(2);
  }

  @Test
  void theModuleChoosesTheCode() throws Exception {
    unary.push(Message.unary("r", "!status"));
    Status failed = Status.Code.OUT_OF_RANGE.because("too loud");
    assertThat(unary.output())
        .containsExactly(Message.<String>end("r", 0, failed).withHeaders(Echo.HEADERS));
    assertThat(unary.letters()).containsExactly("r in echo: " + failed);
  }

  @Test
  void anErrorFailsTheJob() {
    assertThatThrownBy(() -> unary.push(Message.unary("r", "!error")))
        .isInstanceOf(LinkageError.class)
        .hasMessage("no such method");
  }

  @Test
  void anInterruptFailsTheJobAndIsNoAnswer() {
    assertThatThrownBy(() -> unary.push(Message.unary("r", "!interrupt")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the module was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(unary.output()).isEmpty();
  }

  @Test
  void parametersAreChecked() throws Exception {
    streaming.push(Message.unary("r", "abc").withParameters(Parameters.of("volume", 9)));
    Status refused = Status.Code.INVALID_ARGUMENT.because(
        "parameters [volume] are read by no operator; the last, 'echo', reads []");
    assertThat(streaming.output())
        .containsExactly(Message.<String>end("r", 0, refused).withHeaders(Echo.HEADERS));
  }

  @Test
  void theTerminalMessageBehindTheInputIsNothingMore() throws Exception {
    unary.push(Message.of("r", 0, "text"), Message.end("r", 1));
    assertThat(unary.output()).containsExactly(Echo.first("r", "text"), Message.end("r", 1));
    assertThat(unary.letters()).isEmpty();
  }

  @Test
  void aRequestThatFailedUpstreamPassesThrough() throws Exception {
    Status gone = Status.Code.UNAVAILABLE.because("gone");
    unary.push(Message.end("r", 0, gone));
    assertThat(unary.output())
        .containsExactly(Message.<String>end("r", 0, gone).withHeaders(Echo.HEADERS));
    assertThat(unary.letters()).isEmpty();
  }

  @Test
  void aRequestWithoutAnInputFails() throws Exception {
    unary.push(Message.end("r", 0));
    Status empty = Status.Code.FAILED_PRECONDITION.because("a flavour with unary input takes a"
        + " request whose payload is in its first message, but its first message has none");
    assertThat(unary.output())
        .containsExactly(Message.<String>end("r", 0, empty).withHeaders(Echo.HEADERS));
    assertThat(unary.letters()).containsExactly("r in echo: " + empty);
  }

  @Test
  void aSecondElementIsADeadLetter() throws Exception {
    unary.push(Message.of("r", 0, "a"), Message.of("r", 1, "b"), Message.end("r", 2));
    assertThat(unary.output()).containsExactly(Echo.first("r", "a"), Message.end("r", 1));
    assertThat(unary.letters())
        .containsExactly("r in echo: FAILED_PRECONDITION: a flavour with unary input takes a"
            + " request whose payload is in its first message, but message 1 has a payload too");
  }

  @Test
  void whatHappensIsCounted() throws Exception {
    streaming.push(Message.unary("r", "abc"), Message.unary("s", "!"), Message.end("t", 1));
    assertThat(streaming.metrics().count("messagesIn")).isEqualTo(3);
    assertThat(streaming.metrics().count("messagesOut")).isEqualTo(5);
    assertThat(streaming.metrics().count("requestsStarted")).isEqualTo(2);
    assertThat(streaming.metrics().count("requestsCompleted")).isEqualTo(1);
    assertThat(streaming.metrics().count("requestsFailed")).isEqualTo(1);
    assertThat(streaming.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    assertThat(streaming.metrics().histogram("timeToFirstOutputMs").getCount()).isEqualTo(1);
  }
}
