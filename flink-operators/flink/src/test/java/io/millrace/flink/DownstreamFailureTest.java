package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownstreamFailureTest {

  private static final OperatorSettings SETTINGS =
      new OperatorSettings("echo", RequestHarness.LIMITS, UnclaimedParameters.REFUSE);
  private final RuntimeException full = new IllegalStateException("the sink is full");

  private RequestHarness<String> operator;

  DownstreamFailureTest() throws Exception {
    operator = RequestHarness.refused(KeyedOperator.streamStream(SETTINGS, Echo::runner), full);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private void assertFailsTheJob(Message<String> message) {
    assertThatThrownBy(() -> operator.push(message)).isSameAs(full);
    assertThat(operator.letters()).isEmpty();
    assertThat(operator.metrics().count("requestsFailed")).isZero();
  }

  @Test
  void anExceptionFromDownstreamFailsTheJobAndIsNotTakenForTheModules() throws Exception {
    operator.push(Message.of("r", 0, "a"));
    assertFailsTheJob(Message.of("r", 1, "b"));
  }

  @Test
  void anExceptionAtTheTerminalMessageFailsTheJobToo() {
    assertFailsTheJob(Message.end("r", 0));
  }

  @Test
  void aModuleCannotSwallowWhatIsNotItsOwn() throws Exception {
    operator.close();
    operator = RequestHarness.refused(
        KeyedOperator.streamStream(SETTINGS, DownstreamFailureTest::swallowing), full);
    assertFailsTheJob(Message.of("r", 0, "a"));
  }

  private static ModuleRunner<String, String, String, String> swallowing() {
    return Echo.TASK.runner(TaskModule.named("swallowing", "1.0.0")
        .serves(Echo.TASK, as -> as.streamStream(new Swallowing()))
        .build());
  }

  /** Goes on whatever happens. */
  private static final class Swallowing implements StreamStream<String, String, String> {
    @Override
    public StateType<String> stateType() {
      return StateType.of(String.class);
    }

    @Override
    public String open(Parameters parameters) {
      return "";
    }

    @Override
    public String next(String state, String element, Consumer<? super String> out) {
      try {
        out.accept(element);
      } catch (IllegalStateException e) {
        return "failed";
      }
      return state;
    }

    @Override
    public void end(String state, Consumer<? super String> out) {}
  }
}
