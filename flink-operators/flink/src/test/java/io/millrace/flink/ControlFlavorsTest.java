package io.millrace.flink;

import static io.millrace.flink.ControlTest.said;
import static io.millrace.flink.ControlTest.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Control in the flavours other than stream → stream, and of a supplier that knows one module only. */
class ControlFlavorsTest {

  private final Releases releases = Releases.of(UUID.randomUUID().toString(), "1.0.0");

  @Test
  void theWindowOfARequestIsAggregatedByTheVersionThatItBeganWith() throws Exception {
    ControlHarness operator = ControlHarness.streamUnary(releases);
    operator.push(Message.of("r", 0, "a")).control(take("9.0.0"), take("2.0.0"));
    operator.push(Message.unary("s", "x"), Message.of("r", 1, "b").asLast());
    assertThat(operator.output())
        .containsExactly(
            said("s", "2.0.0", "x"),
            Message.end("s", 1),
            said("r", "1.0.0", "a1.0.0 b"),
            Message.end("r", 1));
    assertThat(operator.letters())
        .singleElement()
        .asString()
        .startsWith("null FAILED_PRECONDITION: operator 'echo' goes on with echo:1.0.0, for it"
            + " cannot take module '9.0.0': the state of echo:9.0.0 is a ");
    operator.close();
  }

  @Test
  void wholeInputsAreAnsweredByTheVersionOfNowAndTheOneBeforeIsClosed() throws Exception {
    ControlHarness operator = ControlHarness.unaryUnary(releases, null);
    operator.push(Message.unary("r", "a")).control(take("2.0.0"), take("gone"));
    operator.control(ModuleControl.defaults("echo", Parameters.of("times", 2)));
    operator.push(Message.unary("s", "x"));
    assertThat(operator.output())
        .containsExactly(
            said("r", "1.0.0", "a"),
            Message.end("r", 1),
            said("s", "2.0.0", "xx"),
            Message.end("s", 1));
    assertThat(operator.letters())
        .containsExactly("null NOT_FOUND: operator 'echo' goes on with echo:2.0.0, for it cannot"
            + " take module 'gone': no version 'gone'");
    assertThat(releases.journal()).containsExactly("+1.0.0", "+2.0.0", "-1.0.0");
    OperatorSubtaskState snapshot = operator.snapshot();
    operator.close();
    assertThat(releases.journal()).containsExactly("-2.0.0");
    ControlHarness after = ControlHarness.unaryUnary(releases, snapshot);
    after.push(Message.unary("t", "y"));
    assertThat(after.output()).containsExactly(said("t", "2.0.0", "yy"), Message.end("t", 1));
    after.close();
    assertThat(releases.journal()).containsExactly("+2.0.0", "-2.0.0");
  }

  @Test
  void whereThereIsOneModuleOnlyItsDefaultsCanChange() throws Exception {
    ControlHarness operator = ControlHarness.streamStream(Echo::runner, Placement.alone(false));
    operator.control(ModuleControl.defaults("echo", Parameters.of("times", 2)), take("2.0.0"));
    operator.push(Message.unary("r", "a"));
    assertThat(operator.output()).containsExactly(Echo.first("r", "aa"), Message.end("r", 1));
    assertThat(operator.letters())
        .containsExactly("null UNIMPLEMENTED: operator 'echo' goes on with echo:1.0.0, for it"
            + " cannot take module '2.0.0' with the defaults {times=2}: there is no module"
            + " '2.0.0': the operator's supplier knows one only");
    operator.close();
  }
}
