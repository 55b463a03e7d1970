package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An asynchronous operator in a chain that a control stream has entered. */
class AsyncControlTest {

  private final ByHand module = new ByHand();

  private Map<String, String> headersBehind(UnclaimedParameters unclaimed) throws Exception {
    Asking.Recipe<String, String> recipe =
        () -> Asking.each(Answering.streaming(module.runner(true)), AsyncHarness.LIMITS);
    try (AsyncHarness operator = AsyncHarness.open(
        AsyncHarness.factory(unclaimed, AsyncHarness.LIMITS, recipe), Placement.alone(false))) {
      operator.push(
          Message.unary("r", "why").withHeaders(Map.of("control.masking", "7", "user", "u")));
      module.call("why").end();
      return operator.output().get(0).headers();
    }
  }

  @Test
  void whatIsSaidToOthersGoesOnButNotBeyondTheLast() throws Exception {
    assertThat(headersBehind(UnclaimedParameters.HAND_ON))
        .isEqualTo(Map.of("control.masking", "7", "module.ask", "by-hand:1.0.0", "user", "u"));
    assertThat(headersBehind(UnclaimedParameters.REFUSE))
        .isEqualTo(Map.of("module.ask", "by-hand:1.0.0", "user", "u"));
  }
}
