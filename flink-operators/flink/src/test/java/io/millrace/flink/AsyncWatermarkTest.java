package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

/** Time, and the end of it. */
class AsyncWatermarkTest {

  private final ByHand module = new ByHand();

  @Test
  void aWatermarkGoesOutBehindTheLastThatCameBeforeIt() throws Exception {
    try (AsyncHarness operator = AsyncHarness.deterministic(module)) {
      operator.watermark(5);
      operator.push(10, Message.unary("r", "a"));
      operator.watermark(15).status(WatermarkStatus.IDLE);
      operator.push(20, Message.unary("s", "b"));
      module.call("b").end();
      assertThat(operator.timedOutput()).containsExactly("watermark 5", "s@20 OK");
      module.call("a").end();
      assertThat(operator.timedOutput())
          .containsExactly("r@10 OK", "watermark 15", "" + WatermarkStatus.IDLE);
      operator.watermark(25);
      assertThat(operator.timedOutput()).containsExactly("watermark 25");
    }
  }

  @Test
  void theEndOfTheInputWaitsForAllRequests() throws Exception {
    try (AsyncHarness operator = AsyncHarness.deterministic(module)) {
      for (int i = 0; i < 6; i++) {
        operator.push(10, Message.unary("r" + i, "a" + i));
      }
      operator.watermark(Long.MAX_VALUE);
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 6; i++) {
          module.call("a" + i).end();
        }
      });
      operator.endInput();
      answered.get();
      assertThat(operator.timedOutput()).hasSize(7).last().isEqualTo("watermark " + Long.MAX_VALUE);
    }
  }

  @Test
  void inBatchNoStateIsTouchedAndNothingIsLost() throws Exception {
    Placement batch = Placement.alone(false).inBatch();
    try (AsyncHarness operator =
        AsyncHarness.open(AsyncHarness.factory(module, true, AsyncHarness.LIMITS), batch)) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
        module.call("b").send("y").end();
        module.call("a").send("x").end();
      });
      operator.endInput();
      answered.get();
      assertThat(operator.output()).hasSize(4);
    }
  }
}
