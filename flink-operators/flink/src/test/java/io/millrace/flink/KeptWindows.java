package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.Window;

/** Flink's windows behind the operator that puts a request in order: an element is in a window, and one waits for another. */
record KeptWindows<W extends Window>(
    WindowAssigner<Object, W> assigner, List<Message<String>> answer) implements KeptState {

  static KeptState ofRequests() {
    return new KeptWindows<>(
        GlobalWindows.create(), List.of(Echo.first("r", "aabbcc"), Message.end("r", 1)));
  }

  static KeptState ofTime() {
    return new KeptWindows<>(
        TumblingEventTimeWindows.of(Duration.ofSeconds(1)),
        List.of(
            Echo.first("r@0", "aabb"),
            Message.end("r@0", 1),
            Message.of("r@1000", 0, "cc"),
            Message.end("r@1000", 1)));
  }

  static KeptState ofSessions() {
    return new KeptWindows<>(
        EventTimeSessionWindows.withGap(Duration.ofSeconds(2)),
        List.of(Echo.first("r@100", "aabbcc"), Message.end("r@100", 1)));
  }

  private TaskStream<String> task() {
    return Doors.open()
        .streamUnary("echo", () -> Echo.runner(Set.of(Flavor.STREAM_UNARY)), assigner);
  }

  @Override
  public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
    PipelineHarness<String> operator = PipelineHarness.of(task(), placement);
    operator.push(100, Message.of("r", 0, "a").withParameters(Parameters.of("times", 2)));
    operator.push(1_400, Message.of("r", 2, "c"));
    List<OperatorSubtaskState> snapshots = operator.snapshots();
    operator.close();
    return snapshots;
  }

  @Override
  public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
    PipelineHarness<String> operator = PipelineHarness.restored(task(), placement, snapshots);
    operator.push(900, Message.of("r", 1, "b")).push(1_500, Message.end("r", 3)).endInput();
    assertThat(operator.output()).isEqualTo(answer);
    operator.close();
  }
}
