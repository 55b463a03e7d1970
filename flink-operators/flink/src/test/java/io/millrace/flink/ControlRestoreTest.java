package io.millrace.flink;

import static io.millrace.flink.ControlTest.said;
import static io.millrace.flink.ControlTest.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A controlled operator, begun again from a snapshot. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class ControlRestoreTest {

  private final Releases releases = Releases.of(UUID.randomUUID().toString(), "1.0.0");
  private final Placement placement;

  ControlRestoreTest(boolean rocksdb) {
    Placement alone = Placement.alone(false);
    placement = rocksdb ? alone.onRocksdb() : alone;
  }

  /** Requests r and s under way with version 1, t with version 2; from now on version 3. */
  private OperatorSubtaskState ofThreeVersions() throws Exception {
    ControlHarness before = ControlHarness.streamStream(releases, placement);
    before.push(Message.of("r", 0, "a"), Message.of("s", 0, "b")).control(take("2.0.0"));
    before.push(Message.of("t", 0, "c")).control(take("3.0.0"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    releases.journal();
    return snapshot;
  }

  @Test
  void everyRequestGoesOnWithWhatItBeganWith() throws Exception {
    OperatorSubtaskState snapshot = ofThreeVersions();
    ControlHarness after = ControlHarness.restored(releases, placement, 1, snapshot);
    assertThat(releases.journal()).containsExactly("+3.0.0");
    after.push(Message.unary("u", "d"));
    assertThat(releases.journal()).isEmpty();
    after.push(Message.of("t", 1, "e"), Message.of("r", 1, "f"));
    assertThat(releases.journal()).containsExactly("+2.0.0", "+1.0.0");
    after.push(Message.end("t", 2), Message.end("r", 2));
    assertThat(releases.journal()).containsExactly("-2.0.0", "-1.0.0");
    after.push(Message.end("s", 1));
    assertThat(releases.journal()).containsExactly("+1.0.0", "-1.0.0");
    assertThat(after.output())
        .containsExactly(
            said("u", "3.0.0", "d"),
            Message.end("u", 1),
            said("t", "2.0.0", "c"),
            said("r", "1.0.0", "a"),
            Message.of("t", 1, "2.0.0 e"),
            Message.end("t", 2),
            Message.of("r", 1, "1.0.0 f"),
            Message.end("r", 2),
            said("s", "1.0.0", "b"),
            Message.end("s", 1));
    after.close();
    assertThat(releases.journal()).containsExactly("-3.0.0");
  }

  @Test
  void defaultsAndWhatOthersWereToldAreKept() throws Exception {
    ControlHarness before = ControlHarness.streamStream(releases, placement);
    before.control(ModuleControl.defaults("echo", Parameters.of("times", 2)));
    before.control(ModuleControl.module("masking", "5"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    ControlHarness after = ControlHarness.restored(releases, placement, 1, snapshot);
    after.push(Message.unary("r", "a"));
    assertThat(after.output())
        .containsExactly(
            Message.of("r", 0, "1.0.0 aa")
                .withHeaders(Map.of(
                    "module.echo",
                    "echo:1.0.0",
                    "control.masking",
                    ControlHeaders.text(ModuleControl.module("masking", "5")))),
            Message.end("r", 1));
    after.close();
  }

  @Test
  void aJobBuiltWithAnotherVersionLeavesRequestsUnderWayTheirs() throws Exception {
    ControlHarness before = ControlHarness.streamStream(releases, placement);
    before.push(Message.of("r", 0, "a"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    ControlHarness after = ControlHarness.restored(releases.at("2.0.0"), placement, 1, snapshot);
    after.push(Message.unary("s", "x"), Message.end("r", 1));
    assertThat(after.output())
        .containsExactly(
            said("s", "2.0.0", "x"),
            Message.end("s", 1),
            said("r", "1.0.0", "a"),
            Message.end("r", 1));
    after.close();
  }

  private KeyedOperator<String> uncontrolled() throws IOException {
    OperatorSettings settings =
        new OperatorSettings("echo", RequestLimits.DEFAULT, UnclaimedParameters.HAND_ON);
    return KeyedOperator.streamStream(settings, releases);
  }

  @Test
  void withoutItsControlStreamAJobHasOnlyWhatItIsBuiltWith() throws Exception {
    OperatorSubtaskState snapshot = ofThreeVersions();
    RequestHarness<String> after = RequestHarness.restored(uncontrolled(), placement, 1, snapshot);
    assertThat(releases.journal()).containsExactly("+1.0.0", "-1.0.0", "+1.0.0");
    after.push(Message.of("t", 1, "e").asLast(), Message.unary("u", "f"));
    assertThat(after.output()).contains(Message.of("t", 1, "1.0.0 e"), said("u", "1.0.0", "f"));
    assertThat(releases.journal()).isEmpty();
    after.close();
    assertThat(releases.journal()).containsExactly("-1.0.0");
  }

  @Test
  void aJobCanBeGivenAControlStreamLater() throws Exception {
    RequestHarness<String> before = RequestHarness.of(uncontrolled(), placement);
    before.push(Message.of("r", 0, "a"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    ControlHarness after = ControlHarness.restored(releases, placement, 1, snapshot);
    after.control(take("2.0.0")).push(Message.of("r", 1, "b"), Message.unary("s", "x"));
    after.push(Message.end("r", 2)).endInput();
    assertThat(after.output())
        .containsExactly(
            said("r", "1.0.0", "a"),
            said("s", "2.0.0", "x"),
            Message.end("s", 1),
            Message.of("r", 1, "1.0.0 b"),
            Message.end("r", 2));
    assertThat(after.metrics().gauge("modulesLoaded")).isEqualTo(1);
    after.close();
  }

  @Test
  void aRefusalIsNotKept() throws Exception {
    ControlHarness before = ControlHarness.streamStream(releases, placement);
    before.control(take("2.0.0"), take("gone"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    releases.journal();
    ControlHarness after = ControlHarness.restored(releases, placement, 1, snapshot);
    assertThat(releases.journal()).containsExactly("+2.0.0");
    after.close();
  }

  @Test
  void everyTaskOfAnotherParallelismKnowsWhatHolds() throws Exception {
    OperatorSubtaskState snapshot = ofThreeVersions();
    List<Message<String>> output = new ArrayList<>();
    OperatorSubtaskState[] parts = new OperatorSubtaskState[3];
    for (int subtask = 0; subtask < 3; subtask++) {
      Placement third = placement.asSubtask(subtask, 3);
      ControlHarness share = ControlHarness.restored(releases, third, 1, snapshot);
      assertThat(releases.journal()).containsExactly("+3.0.0");
      for (Message<String> end : List.of(
          Message.<String>end("r", 1), Message.<String>end("s", 1), Message.<String>end("t", 1))) {
        if (third.owns(end)) {
          share.push(end);
        }
      }
      output.addAll(share.output());
      parts[subtask] = share.snapshot();
      share.close();
      releases.journal();
    }
    assertThat(output)
        .filteredOn(Message::hasPayload)
        .containsExactlyInAnyOrder(
            said("r", "1.0.0", "a"), said("s", "1.0.0", "b"), said("t", "2.0.0", "c"));
    ControlHarness again =
        ControlHarness.restored(releases, placement, 3, RequestHarness.together(parts));
    assertThat(releases.journal()).containsExactly("+3.0.0");
    again.close();
  }

  @Test
  void aRequestWhoseVersionIsGoneFailsAloneAndTheOthersGoOn() throws Exception {
    ControlHarness before = ControlHarness.streamStream(releases, placement);
    before.push(Message.of("r", 0, "a")).control(take("2.0.0"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    RunnerSupplier<String, String, String, String> later = new OnlyLater(releases.at("2.0.0"));
    ControlHarness after = ControlHarness.restored(later, placement, 1, snapshot);
    after.push(Message.of("r", 1, "b"), Message.unary("s", "x"));
    Status gone = Status.Code.NOT_FOUND.because("version 1.0.0 was deleted");
    assertThat(after.output())
        .containsExactly(
            Message.<String>end("r", 0, gone).withHeaders(Map.of("module.echo", "echo:1.0.0")),
            said("s", "2.0.0", "x"),
            Message.end("s", 1));
    assertThat(after.letters()).containsExactly("r " + gone);
    after.close();
  }

  @Test
  void whatHoldsMustLoadOrTheTaskDoesNotStart() throws Exception {
    ControlHarness before =
        ControlHarness.streamStream(new OnlyLater(releases.at("2.0.0")), placement);
    before.control(ModuleControl.defaults("echo", Parameters.of("times", 2)), take("3.0.0"));
    OperatorSubtaskState snapshot = before.snapshot();
    before.close();
    RunnerSupplier<String, String, String, String> one = Echo::runner;
    assertThatThrownBy(() -> ControlHarness.restored(one, placement, 1, snapshot))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("operator 'echo' was told to take module '3.0.0' with the defaults {times=2}"
            + " before it was restored, and now cannot")
        .hasRootCauseMessage("UNIMPLEMENTED: there is no module '3.0.0': the operator's supplier"
            + " knows one only");
  }

  /** Versions of which the first was deleted. */
  private record OnlyLater(Releases releases)
      implements RunnerSupplier<String, String, String, String> {
    @Override
    public ModuleRunner<String, String, String, String> get() {
      return releases.get();
    }

    @Override
    public String reference() {
      return releases.reference();
    }

    @Override
    public RunnerSupplier<String, String, String, String> at(String reference) {
      if (reference.equals("1.0.0")) {
        throw Status.Code.NOT_FOUND.because("version 1.0.0 was deleted").asException();
      }
      return new OnlyLater(releases.at(reference));
    }
  }
}
