package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The request window by both paths: the operator's own state, and Flink's window operator behind it. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class RequestWindowTest {

  private static final Status CANCELLED = Status.Code.CANCELLED.because("not wanted");

  private final Placement placement;

  RequestWindowTest(boolean objectReuse) {
    placement = Placement.alone(objectReuse);
  }

  private static ModuleRunner<String, String, String, String> collecting() {
    return Echo.runner(Set.of(Flavor.STREAM_UNARY));
  }

  private PipelineHarness<String> fused(RunnerSupplier<String, String, String, String> runner)
      throws Exception {
    return PipelineHarness.of(
        Doors.open()
            .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
            .streamUnary("echo", runner),
        placement);
  }

  private PipelineHarness<String> windowed(RunnerSupplier<String, String, String, String> runner)
      throws Exception {
    return PipelineHarness.of(
        Doors.open()
            .withUnclaimedParameters(UnclaimedParameters.HAND_ON)
            .streamUnary("echo", runner, GlobalWindows.create()),
        placement);
  }

  private static Message<String> read(String request, long sequence, String payload) {
    return Message.of(request, sequence, payload).withOrigin(new Origin("t", 0, 100 + sequence));
  }

  /** All that can happen to a request. */
  private static List<Message<String>> input() {
    Map<String, Object> parameters = Map.of("times", 2, "other.x", "y");
    return List.of(
        read("plain", 0, "a"),
        read("plain", 2, "c"),
        read("plain", 1, "b"),
        read("plain", 1, "b"),
        read("plain", 3, "d").asLast(),
        read("given", 0, "a")
            .withParameters(Parameters.of(parameters))
            .withHeaders(Map.of("traceparent", "00-1")),
        read("given", 1, "b"),
        Message.<String>end("given", 2).withOrigin(new Origin("t", 1, 4)),
        Message.end("empty", 0),
        Message.<String>end("empty-given", 0).withParameters(Parameters.of("other.x", 1)),
        read("wrong", 0, "a").withParameters(Parameters.of("times", 7)),
        read("unopened", 0, "a").withParameters(Parameters.of("times", 3)),
        Message.end("unopened", 1),
        read("broken", 0, "a"),
        read("broken", 1, "!next"),
        read("broken", 2, "c"),
        Message.end("broken", 3),
        read("chosen", 0, "!status"),
        Message.end("chosen", 1),
        read("unended", 0, "!end").asLast(),
        read("cut", 0, "a"),
        Message.end("cut", 1, Status.Code.UNAVAILABLE.because("gone")),
        read("cancelled", 0, "a"),
        Message.end("cancelled", 0, CANCELLED),
        Message.<String>end("unknown", 5, CANCELLED).withHeaders(Map.of("traceparent", "00-2")),
        read("again", 0, "a").withAttempt(1),
        read("again", 0, "x").withAttempt(2),
        read("again", 1, "b").withAttempt(1),
        read("again", 1, "y").withAttempt(2).asLast(),
        read("after", 0, "a").asLast(),
        read("after", 0, "x").withAttempt(1).asLast(),
        read("lost", 0, "a"),
        read("lost", 2, "c"),
        read("unfinished", 0, "a"));
  }

  private void assertEqualPaths(
      RunnerSupplier<String, String, String, String> runner, List<Message<String>> input)
      throws Exception {
    PipelineHarness<String> fused = fused(runner);
    PipelineHarness<String> windowed = windowed(runner);
    fused.push(input).endInput();
    windowed.push(input).endInput();
    assertThat(windowed.output()).containsExactlyInAnyOrderElementsOf(fused.output());
    assertThat(windowed.letters()).containsExactlyInAnyOrderElementsOf(fused.letters());
    assertThat(windowed.timers()).isZero();
    fused.close();
    windowed.close();
  }

  @Test
  void bothPathsGiveTheSameMessages() throws Exception {
    assertEqualPaths(RequestWindowTest::collecting, input());
  }

  @Test
  void bothPathsGiveTheSameMessagesForADerivedFlavour() throws Exception {
    assertEqualPaths(Echo::runner, input());
    assertEqualPaths(() -> Echo.runner(Set.of(Flavor.UNARY_UNARY)), input());
  }

  @Test
  void bothPathsGiveTheSameMessagesInWhateverOrderTheyCome() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<Message<String>> shuffled = new ArrayList<>(input());
      Collections.shuffle(shuffled, new Random(seed));
      assertEqualPaths(RequestWindowTest::collecting, shuffled);
    }
  }

  @Test
  void theResultComesWithTheLastMessageAndCarriesWhatTheFirstDid() throws Exception {
    PipelineHarness<String> windowed = windowed(RequestWindowTest::collecting);
    windowed.push(input().subList(0, 7));
    assertThat(windowed.output())
        .containsExactly(
            Echo.first("plain", "abcd").withOrigin(new Origin("t", 0, 103)),
            Message.<String>end("plain", 1).withOrigin(new Origin("t", 0, 103)));
    Origin origin = new Origin("t", 1, 4);
    windowed.push(Message.<String>end("given", 2).withOrigin(origin));
    assertThat(windowed.output())
        .containsExactly(
            Message.of("given", 0, "aabb")
                .withOrigin(origin)
                .withParameters(Parameters.of("other.x", "y"))
                .withHeaders(Map.of("module.echo", "echo:1.0.0", "traceparent", "00-1")),
            Message.<String>end("given", 1)
                .withOrigin(origin)
                .withHeaders(Map.of("traceparent", "00-1")));
    windowed.close();
  }
}
