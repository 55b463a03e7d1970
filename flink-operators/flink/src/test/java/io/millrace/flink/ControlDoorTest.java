package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.junit.jupiter.api.Test;

/** A control stream at the door, and what it makes of a job. */
class ControlDoorTest {

  private final StreamExecutionEnvironment environment = Doors.environment();
  private final DataStream<Message<String>> texts = Doors.texts(environment);
  private final DataStream<ModuleControl> controls = environment
      .fromData(ModuleControl.module("first", "2.0.0"))
      .uid("controls")
      .name("controls");

  private final TaskStreams<String> controlled = TaskStreams.of(texts)
      .withControl(controls)
      .withUnclaimedParameters(UnclaimedParameters.HAND_ON);

  @Test
  void itEntersTheFirstOperatorOnlyThroughOneTask() {
    TaskStream<String> second = controlled
        .streamStream("first", Releases.of("door", "1.0.0"))
        .then()
        .streamStream("second", Releases.of("door", "1.0.0"));
    JobGraphs job = JobGraphs.of(environment, second);
    assertThat(job.edges())
        .containsExactly(
            "controls FORWARD first-control",
            "first FORWARD second",
            "first-control BROADCAST first",
            "texts HASH first");
    assertThat(job.operators())
        .containsExactly("first = first", "first-control = first-control", "second = second");
    assertThat(job.parallelism("first-control")).startsWith("1 of ");
  }

  @Test
  void aSecondControlStreamIsRefused() {
    TaskStreams<String> behind =
        controlled.streamStream("first", Releases.of("door", "1.0.0")).then();
    for (TaskStreams<String> door : List.of(controlled, behind)) {
      assertThatThrownBy(() -> door.withControl(controls))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a chain has one control stream, which enters its first controlled"
              + " operator: what it says to others travels in the messages");
    }
  }

  @Test
  void itEntersNoOperatorThatCannotFollowIt() {
    assertThatThrownBy(() -> controlled.deduplicate("once"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no control stream can enter operator 'once': it runs no module");
    assertThatThrownBy(() -> controlled.streamUnary("window", Echo::runner, GlobalWindows.create()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no control stream can enter operator 'window': a window of Flink's keeps what"
            + " it accumulates without the version");
  }

  @Test
  void aStreamThatFlinkWouldLeaveToKryoIsRefused() {
    DataStream<ModuleControl> untyped =
        controls.map(control -> control).returns(Types.GENERIC(ModuleControl.class));
    TaskStreams<String> door = TaskStreams.of(texts);
    assertThatThrownBy(() -> door.withControl(untyped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the control stream has the type " + untyped.getType()
            + ": give it with .returns(ModuleControl.TYPE)");
  }

  @Test
  void aControlThatSaysNothingIsRefused() {
    assertThatThrownBy(() -> new ModuleControl("first", null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a control of operator 'first' must have a module, or defaults, or both, but"
            + " has neither");
    assertThatThrownBy(() -> ModuleControl.module("first", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the module for operator 'first' must be a reference, or null to stay as it"
            + " is, but was \" \"");
    assertThatThrownBy(() -> ModuleControl.defaults("first.echo", Parameters.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an operator's name must match [A-Za-z][A-Za-z0-9_-]* but was \"first.echo\"");
  }
}
