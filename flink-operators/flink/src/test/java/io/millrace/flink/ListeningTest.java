package io.millrace.flink;

import static io.millrace.flink.ControlTest.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.flink.types.MessageTypes;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator further down a chain, which its requests tell what to take. */
class ListeningTest {

  private final Releases releases = Releases.of(UUID.randomUUID().toString(), "1.0.0");
  private RequestHarness<String> operator;

  ListeningTest() throws Exception {
    operator = RequestHarness.of(listening(UnclaimedParameters.HAND_ON), Placement.alone(false));
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private KeyedOperator<String> listening(UnclaimedParameters unclaimed) {
    TypeInformation<Object> state = Work.stateType(new Echo());
    Releases all = releases;
    Steered<Work<String, Object, String>> steered = new Steered<>(
        new OperatorSettings("echo", RequestLimits.DEFAULT, unclaimed),
        all.reference(),
        loading -> Work.streaming(loading.from(all)));
    return new KeyedOperator<>(
        new RequestFunction<>(Visit.listening(steered, state), Types.STRING, state),
        RequestLimits.DEFAULT.inMemory(),
        MessageTypes.of(String.class));
  }

  private static Message<String> told(Message<String> message, ModuleControl control) {
    Map<String, String> headers = new HashMap<>(message.headers());
    headers.put("control." + control.operator(), ControlHeaders.text(control));
    return message.withHeaders(headers);
  }

  private static ModuleControl take(String version) {
    return ModuleControl.module("echo", version);
  }

  @Test
  void eachRequestBeginsWithWhatItsHeaderSays() throws Exception {
    operator.push(Message.of("r", 0, "a"));
    operator.push(
        told(Message.of("s", 0, "b"), take("2.0.0").withDefaults(Parameters.of("times", 2))));
    operator.push(Message.end("r", 1), Message.end("s", 1), Message.unary("t", "c"));
    assertThat(operator.output())
        .containsExactly(
            said("r", "1.0.0", "a"),
            Message.end("r", 1),
            said("s", "2.0.0", "bb"),
            Message.end("s", 1),
            said("t", "1.0.0", "c"),
            Message.end("t", 1));
    assertThat(releases.journal())
        .containsExactly("+1.0.0", "+2.0.0", "-1.0.0", "+1.0.0", "-2.0.0");
  }

  @Test
  void whatIsRefusedIsRefusedOnceAndTheRequestBeginsWithTheVersionBefore() throws Exception {
    operator.push(told(Message.unary("r", "a"), take("2.0.0")));
    operator.push(told(Message.unary("s", "b"), take("gone")));
    operator.push(told(Message.unary("t", "c"), take("gone")));
    assertThat(operator.output())
        .containsExactly(
            said("r", "2.0.0", "a"),
            Message.end("r", 1),
            said("s", "2.0.0", "b"),
            Message.end("s", 1),
            said("t", "2.0.0", "c"),
            Message.end("t", 1));
    assertThat(operator.letters())
        .containsExactly("null/0 null--1@-1..-1 NOT_FOUND: operator 'echo' goes on with"
            + " echo:2.0.0, for it cannot take module 'gone': no version 'gone'");
    assertThat(operator.metrics().count("controlsRefused")).isEqualTo(1);
  }

  @Test
  void whatIsSaidToOthersGoesOnButNotBeyondTheLast() throws Exception {
    ModuleControl other = ModuleControl.module("masking", "7");
    operator.push(told(Message.unary("r", "a"), other));
    assertThat(operator.output().get(0)).isEqualTo(told(said("r", "1.0.0", "a"), other));
    RequestHarness<String> last =
        RequestHarness.of(listening(UnclaimedParameters.REFUSE), Placement.alone(false));
    last.push(told(told(Message.unary("r", "a"), other), take("2.0.0")));
    assertThat(last.output()).containsExactly(said("r", "2.0.0", "a"), Message.end("r", 1));
    last.close();
  }

  @Test
  void aRequestUnderWayKeepsItsVersionThroughARestore() throws Exception {
    operator.push(told(Message.of("r", 0, "a"), take("2.0.0")));
    OperatorSubtaskState snapshot = operator.snapshot();
    RequestHarness<String> after = RequestHarness.restored(
        listening(UnclaimedParameters.HAND_ON), Placement.alone(false), 1, snapshot);
    after.push(Message.end("r", 1));
    assertThat(after.output()).containsExactly(said("r", "2.0.0", "a"), Message.end("r", 1));
    after.close();
  }
}
