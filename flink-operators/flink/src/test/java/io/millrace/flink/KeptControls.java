package io.millrace.flink;

import static io.millrace.flink.ControlTest.said;
import static io.millrace.flink.ControlTest.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** An operator that a control stream enters: a request with each of two versions, and defaults for those to come. */
enum KeptControls implements KeptState {
  OF_STREAMS {
    @Override
    public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
      ControlHarness operator = ControlHarness.streamStream(releases(), placement);
      operator.push(Message.of("r", 0, "a")).control(take("2.0.0"));
      operator.push(Message.of("s", 0, "b"));
      operator.control(take("3.0.0"), TWICE, ModuleControl.module("masking", "5"));
      OperatorSubtaskState snapshot = operator.snapshot();
      operator.close();
      return List.of(snapshot);
    }

    @Override
    public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
      ControlHarness operator = ControlHarness.restored(releases(), placement, 1, snapshots.get(0));
      operator.push(Message.end("r", 1), Message.end("s", 1), Message.unary("u", "d"));
      List<Message<String>> output = operator.output();
      assertThat(output.subList(0, 4))
          .containsExactly(
              said("r", "1.0.0", "a"),
              Message.end("r", 1),
              said("s", "2.0.0", "b"),
              Message.end("s", 1));
      assertThat(output.get(4).payload()).isEqualTo("3.0.0 dd");
      assertThat(output.get(4).headers())
          .containsEntry("module.echo", "echo:3.0.0")
          .containsEntry(
              "control.masking", ControlHeaders.text(ModuleControl.module("masking", "5")));
      operator.close();
    }
  },

  OF_WHOLE_INPUTS {
    @Override
    public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
      ControlHarness operator = ControlHarness.unaryUnary(releases(), null);
      operator.control(take("2.0.0"), TWICE);
      OperatorSubtaskState snapshot = operator.snapshot();
      operator.close();
      return List.of(snapshot);
    }

    @Override
    public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
      ControlHarness operator = ControlHarness.unaryUnary(releases(), snapshots.get(0));
      operator.push(Message.unary("u", "d"));
      assertThat(operator.output()).containsExactly(said("u", "2.0.0", "dd"), Message.end("u", 1));
      operator.close();
    }
  };

  private static final ModuleControl TWICE =
      ModuleControl.defaults("echo", Parameters.of("times", 2));

  private static Releases releases() {
    return Releases.of(UUID.randomUUID().toString(), "1.0.0");
  }
}
