package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * The asynchronous operator: of one request two elements have gone out, one has ended, four wait for their turn or answer.
 *
 * @param deterministic whether it goes on behind what went out, or asks again under a higher attempt
 */
record KeptAsync(boolean deterministic) implements KeptState {

  private static final AsyncLimits LIMITS = AsyncHarness.LIMITS.withBuffered(3, 90);

  @Override
  public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
    ByHand module = new ByHand();
    var factory = AsyncHarness.factory(module, deterministic, LIMITS);
    try (AsyncHarness operator = AsyncHarness.open(factory, placement).after(1_000)) {
      operator.push(
          10,
          Message.unary("r", "a")
              .withAttempt(2)
              .withHeaders(Map.of("traceparent", "00-1"))
              .withParameters(Parameters.of("other.x", 1.5)));
      operator.watermark(15).push(20, Message.unary("s", "b"));
      module.call("b").end();
      module.call("a").send("1", "2");
      operator.output();
      for (int i = 0; i < 4; i++) {
        operator.push(30, Message.unary("t" + i, "c" + i));
      }
      return List.of(operator.snapshot());
    }
  }

  @Override
  public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
    ByHand module = new ByHand();
    var factory = AsyncHarness.factory(module, deterministic, LIMITS);
    try (AsyncHarness operator =
        AsyncHarness.restored(factory, placement, START + 10_000, 1, snapshots.get(0))) {
      operator.after(1_000).push(40, Message.unary("s", "b"));
      module.call("a").send("1", "2", "3").end();
      operator.mails();
      for (int i = 0; i < 4; i++) {
        module.call("c" + i).send("x" + i).end();
        operator.mails();
      }
      List<String> said = new ArrayList<>(deterministic ? List.of() : List.of("r@10 1", "r@10 2"));
      said.addAll(List.of("r@10 3", "r@10 OK", "watermark 15"));
      for (int i = 0; i < 4; i++) {
        said.addAll(List.of("t" + i + "@30 x" + i, "t" + i + "@30 OK"));
      }
      assertThat(operator.timedOutput()).isEqualTo(said);
      assertThat(module.asked()).containsExactlyInAnyOrder("a", "c0", "c1", "c2", "c3");
    }
  }
}
