package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class TimeWindowsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Placement placement;

  TimeWindowsTest(boolean objectReuse) {
    placement = Placement.alone(objectReuse);
  }

  private static ModuleRunner<String, String, String, String> collecting() {
    return Echo.runner(Set.of(Flavor.STREAM_UNARY));
  }

  private PipelineHarness<String> windowed(WindowAssigner<Object, TimeWindow> assigner)
      throws Exception {
    return PipelineHarness.of(
        Doors.open().streamUnary("echo", TimeWindowsTest::collecting, assigner), placement);
  }

  private static Message<String> out(String id, String text) {
    return Message.of(id, 0, text);
  }

  @Test
  void anEventTimeWindowIsAUnitOfItsOwn() throws Exception {
    PipelineHarness<String> operator = windowed(TumblingEventTimeWindows.of(SECOND));
    operator.push(100, Message.of("r", 0, "a").withParameters(Parameters.of("times", 2)));
    operator.push(1_400, Message.of("r", 2, "c")).push(900, Message.of("r", 1, "b"));
    operator.push(200, Message.of("s", 0, "x")).push(1_500, Message.end("r", 3));
    assertThat(operator.output()).isEmpty();
    operator.watermark(999);
    assertThat(operator.output())
        .containsExactlyInAnyOrder(
            out("r@0", "aabb").withHeaders(Echo.HEADERS),
            Message.end("r@0", 1),
            out("s@0", "x").withHeaders(Echo.HEADERS),
            Message.end("s@0", 1));
    operator.watermark(1_999);
    assertThat(operator.output()).containsExactly(out("r@1000", "cc"), Message.end("r@1000", 1));
    operator.close();
  }

  @Test
  void whatComesAfterItsWindowClosedIsADeadLetter() throws Exception {
    StreamExecutionEnvironment environment = Doors.environment();
    TaskStream<String> task = TaskStreams.of(Doors.texts(environment))
        .streamUnary("echo", TimeWindowsTest::collecting, TumblingEventTimeWindows.of(SECOND));
    PipelineHarness<String> operator = PipelineHarness.of(task, placement);
    operator.push(100, Message.of("r", 0, "a")).watermark(999);
    operator.push(200, Message.of("r", 1, "b"));
    assertThat(operator.output()).hasSize(2);
    assertThat(operator.late()).containsExactly("r 1 b");
    operator.close();
  }

  @Test
  void aProcessingTimeWindowClosesByTheClock() throws Exception {
    PipelineHarness<String> operator = windowed(TumblingProcessingTimeWindows.of(SECOND));
    operator.at(100).push(Message.of("r", 0, "a"), Message.of("r", 1, "b"));
    operator.at(999);
    assertThat(operator.output())
        .containsExactly(out("r@0", "ab").withHeaders(Echo.HEADERS), Message.end("r@0", 1));
    operator.close();
  }

  @Test
  void aProcessingTimeWindowThatIsOpenAtTheEndOfTheInputFires() throws Exception {
    PipelineHarness<String> operator = windowed(TumblingProcessingTimeWindows.of(SECOND));
    operator.at(100).push(Message.of("r", 0, "a"), Message.end("r", 1)).endInput();
    assertThat(operator.output())
        .containsExactly(out("r@0", "a").withHeaders(Echo.HEADERS), Message.end("r@0", 1));
    operator.close();
  }

  @Test
  void sessionsMergeInTheOrderOfTheElements() throws Exception {
    PipelineHarness<String> operator =
        windowed(EventTimeSessionWindows.withGap(Duration.ofMillis(100)));
    operator.push(1_000, Message.of("r", 0, "a")).push(1_150, Message.of("r", 1, "b"));
    operator.push(1_075, Message.of("r", 2, "c")).push(5_000, Message.of("r", 3, "d"));
    operator.endInput();
    assertThat(operator.output())
        .containsExactly(
            out("r@1000", "abc").withHeaders(Echo.HEADERS),
            Message.end("r@1000", 1),
            out("r@5000", "d"),
            Message.end("r@5000", 1));
    operator.close();
  }

  @Test
  void aFailureEndsItsWindowOnly() throws Exception {
    PipelineHarness<String> operator = windowed(TumblingEventTimeWindows.of(SECOND));
    operator.push(100, Message.of("r", 0, "a")).push(200, Message.of("r", 1, "!next"));
    operator.push(300, Message.of("r", 2, "c")).push(1_200, Message.of("r", 3, "d"));
    operator.push(2_200, Message.of("r", 4, "!end")).endInput();
    Status failed = Status.Code.UNKNOWN.because("java.lang.IllegalStateException: cannot echo");
    Status unended = Status.Code.UNKNOWN.because("java.lang.IllegalStateException: cannot end");
    assertThat(operator.output())
        .containsExactly(
            Message.<String>end("r@0", 0, failed).withHeaders(Echo.HEADERS),
            out("r@1000", "d"),
            Message.end("r@1000", 1),
            Message.end("r@2000", 0, unended));
    assertThat(operator.letters())
        .containsExactly(
            "r in echo: DEADLINE_EXCEEDED: the input ended before the request did",
            "r@0 in echo: " + failed,
            "r@2000 in echo: " + unended);
    operator.close();
  }

  @Test
  void aNewAttemptTakesTheWindowOfTheOneBefore() throws Exception {
    PipelineHarness<String> operator = windowed(TumblingEventTimeWindows.of(SECOND));
    operator.push(100, Message.of("r", 0, "a"));
    operator.push(200, Message.of("r", 0, "x").withAttempt(1)).watermark(999);
    assertThat(operator.output())
        .containsExactly(
            out("r@0", "x").withHeaders(Echo.HEADERS).withAttempt(1),
            Message.<String>end("r@0", 1).withAttempt(1));
    operator.close();
  }

  @Test
  void windowsThatMergeNeedAnAccumulatorThatMerges() {
    EventTimeSessionWindows sessions = EventTimeSessionWindows.withGap(SECOND);
    TaskStreams<String> door = Doors.open();
    assertThatThrownBy(() -> door.streamUnary("echo", Echo::runner, sessions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator 'echo' cannot have windows that merge (" + sessions
            + "): the accumulator of echoing of echo:1.0.0 does not merge");
  }

  @Test
  void windowsOfTimeDoNotHandOnParameters() {
    TumblingEventTimeWindows seconds = TumblingEventTimeWindows.of(SECOND);
    TaskStreams<String> door = Doors.open().withUnclaimedParameters(UnclaimedParameters.HAND_ON);
    assertThatThrownBy(() -> door.streamUnary("echo", Echo::runner, seconds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator 'echo' cannot hand on parameters from windows of time (" + seconds
            + "): only a request's first window would have them");
  }

  @Test
  void windowsOfTimeAreRefusedInBatch() {
    StreamExecutionEnvironment environment = Doors.environment();
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    TaskStreams<String> door = TaskStreams.of(Doors.texts(environment));
    TumblingEventTimeWindows seconds = TumblingEventTimeWindows.of(SECOND);
    assertThatThrownBy(() -> door.streamUnary("echo", Echo::runner, seconds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator 'echo' cannot have windows of time in BATCH, where the messages of"
            + " one millisecond come in any order: run it as bounded STREAMING");
  }

  @Test
  void headersGoWithTheFirstWindowAndTheTraceWithEvery() throws Exception {
    PipelineHarness<String> operator = windowed(TumblingEventTimeWindows.of(SECOND));
    operator.push(100, Message.of("r", 0, "a").withHeaders(Map.of("traceparent", "00-1")));
    operator
        .push(200, Message.of("r", 1, "b"))
        .push(1_200, Message.of("r", 2, "c"))
        .endInput();
    assertThat(operator.output())
        .extracting(Message::headers)
        .containsExactly(
            Map.of("module.echo", "echo:1.0.0", "traceparent", "00-1"),
            Map.of("traceparent", "00-1"),
            Map.of("traceparent", "00-1"),
            Map.of("traceparent", "00-1"));
    operator.close();
  }
}
