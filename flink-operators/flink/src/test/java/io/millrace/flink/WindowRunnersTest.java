package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.junit.jupiter.api.Test;

/** A module is made once for each operator that needs it, and closed with it. */
class WindowRunnersTest {

  private static final AtomicInteger MADE = new AtomicInteger();
  private static final AtomicInteger CLOSED = new AtomicInteger();

  private static ModuleRunner<String, String, String, String> counted() {
    MADE.incrementAndGet();
    return Echo.TASK.runner(TaskModule.named("echo", "1.0.0")
        .serves(Echo.TASK, as -> as.streamStream(new Echo()).reads(Echo.TIMES))
        .holds(CLOSED::incrementAndGet)
        .build());
  }

  private static void run(TaskStream<String> task) throws Exception {
    MADE.set(0);
    CLOSED.set(0);
    PipelineHarness<String> pipeline = PipelineHarness.of(task, Placement.alone(false));
    pipeline.push(Message.unary("r", "a"), Message.unary("s", "b"));
    assertThat(pipeline.output()).hasSize(4);
    assertThat(CLOSED).hasValue(0);
    pipeline.close();
  }

  @Test
  void theWindowAndItsClosingFunctionShareOne() throws Exception {
    run(Doors.open().streamUnary("echo", WindowRunnersTest::counted, GlobalWindows.create()));
    // One checks parameters where the messages are put in order, one is the window's.
    assertThat(MADE).hasValue(2);
    assertThat(CLOSED).hasValue(2);
  }

  @Test
  void theKeyedOperatorHasOne() throws Exception {
    run(Doors.open().streamUnary("echo", WindowRunnersTest::counted));
    assertThat(MADE).hasValue(1);
    assertThat(CLOSED).hasValue(1);
  }

  @Test
  void theOperatorOfWholeInputsHasOne() throws Exception {
    run(Doors.open().unaryUnary("echo", WindowRunnersTest::counted));
    assertThat(MADE).hasValue(1);
    assertThat(CLOSED).hasValue(1);
  }
}
