package io.millrace.flink;

import static io.millrace.flink.AsyncHarness.LIMITS;
import static io.millrace.flink.AsyncHarness.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Outcome;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryUnary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inputs handed to the module together: three at a time, or after 50 ms. */
@Timeout(120)
class AsyncBatchesTest {

  private static final BatchLimits BATCH = new BatchLimits(3, Duration.ofMillis(50));
  private static final AsyncLimits SIX = LIMITS.withRequests(6, 20);

  /** What the module was handed, batch by batch. */
  private final BlockingQueue<String> batches = new LinkedBlockingQueue<>();

  private final AtomicInteger busyFor = new AtomicInteger();

  /** Says each input as many times as it is told; "!…" it does not say. */
  private final class Together implements UnaryUnary<String, String> {
    @Override
    public String run(String input, Parameters parameters) {
      if (input.equals("!busy") && busyFor.getAndDecrement() > 0) {
        throw StatusException.retryable(Status.Code.UNAVAILABLE.because("busy"), null, null);
      }
      if (input.equals("!bad")) {
        throw Status.Code.OUT_OF_RANGE.because("bad").asException();
      }
      if (input.equals("!nothing")) {
        return nothing();
      }
      return input.repeat(Math.toIntExact(parameters.get(Echo.TIMES)));
    }

    @SuppressWarnings("NullAway") // what a module does that was compiled without it
    private String nothing() {
      return null;
    }

    @Override
    public List<Outcome<String>> runBatch(List<String> inputs, Parameters parameters) {
      batches.add(inputs + "*" + parameters.get(Echo.TIMES));
      if (inputs.contains("!all")) {
        throw new IllegalStateException("no batch today");
      }
      return inputs.contains("!lost") ? List.of() : UnaryUnary.super.runBatch(inputs, parameters);
    }
  }

  private ModuleRunner<String, String, String, String> runner() {
    return Echo.TASK.runner(TaskModule.named("together", "1.0.0")
        .serves(Echo.TASK, as -> as.unaryUnary(new Together()).reads(Echo.TIMES).deterministic())
        .build());
  }

  private OneInputStreamOperatorFactory<Message<String>, Message<String>> factory() {
    return AsyncHarness.factory(SIX, () -> Asking.batched(runner(), BATCH, SIX));
  }

  private AsyncHarness open() throws Exception {
    return AsyncHarness.open(factory(), Placement.alone(false));
  }

  private static List<String> said(List<Message<String>> output) {
    List<String> said = new ArrayList<>();
    for (Message<String> message : output) {
      said.add(message.requestId() + " "
          + Objects.requireNonNullElse(message.payload(), message.status()));
    }
    return said;
  }

  @Test
  void aFullBatchGoesAtOnce() throws Exception {
    try (AsyncHarness operator = open()) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "b"), Message.unary("t", "c"));
      assertThat(said(operator.await(6)))
          .containsExactly("r a", "r OK", "s b", "s OK", "t c", "t OK");
      assertThat(batches).containsExactly("[a, b, c]*1");
    }
  }

  @Test
  void aBatchThatDoesNotFillGoesWhenItHasLingered() throws Exception {
    try (AsyncHarness operator = open()) {
      operator
          .push(Message.unary("r", "a"))
          .after(30)
          .push(Message.unary("s", "b"))
          .after(19);
      assertThat(batches).isEmpty();
      operator.after(1);
      assertThat(said(operator.await(4))).containsExactly("r a", "r OK", "s b", "s OK");
      assertThat(batches).containsExactly("[a, b]*1");
    }
  }

  @Test
  void oneBadItemFailsAlone() throws Exception {
    try (AsyncHarness operator = open()) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "!bad"), Message.unary("t", "c"));
      assertThat(said(operator.await(5)))
          .containsExactly("r a", "r OK", "s OUT_OF_RANGE: bad", "t c", "t OK");
      assertThat(operator.letters()).containsExactly("s/0 in ask OUT_OF_RANGE: bad");
    }
  }

  @Test
  void anItemWithoutAnOutputFailsAlone() throws Exception {
    try (AsyncHarness operator = open()) {
      operator.push(
          Message.unary("r", "a"), Message.unary("s", "!nothing"), Message.unary("t", "c"));
      assertThat(said(operator.await(5)))
          .containsExactly(
              "r a",
              "r OK",
              "s UNKNOWN: java.lang.NullPointerException: a module's output must not be null",
              "t c",
              "t OK");
    }
  }

  @Test
  void anItemThatMayGoWellLaterIsTriedAgainInALaterBatch() throws Exception {
    busyFor.set(1);
    try (AsyncHarness operator = open()) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "!busy"), Message.unary("t", "c"));
      assertThat(operator.await(4)).hasSize(4);
      operator.mails();
      while (operator.metrics().count("retries") == 0) {
        operator.awaitMail();
      }
      operator.after(1_000).push(Message.unary("u", "d")).after(50);
      assertThat(said(operator.await(4))).containsExactly("s !busy", "s OK", "u d", "u OK");
      assertThat(batches).containsExactly("[a, !busy, c]*1", "[!busy, d]*1");
    }
  }

  @Test
  void inputsAreGatheredByTheirParameters() throws Exception {
    Parameters twice = Parameters.of("times", 2);
    try (AsyncHarness operator = open()) {
      operator.push(
          Message.unary("r", "a"),
          Message.unary("s", "b").withParameters(twice),
          Message.unary("t", "c"),
          Message.unary("u", "d").withParameters(twice));
      operator.after(50);
      assertThat(said(operator.await(8)))
          .containsExactlyInAnyOrder("r a", "r OK", "s bb", "s OK", "t c", "t OK", "u dd", "u OK");
      assertThat(batches).containsExactlyInAnyOrder("[a, c]*1", "[b, d]*2");
    }
  }

  @Test
  void aBatchThatFailsWholeFailsAllItsItems() throws Exception {
    try (AsyncHarness operator = open()) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "!all")).after(50);
      String failed = " UNKNOWN: java.lang.IllegalStateException: no batch today";
      assertThat(said(operator.await(2))).containsExactly("r" + failed, "s" + failed);
      operator.push(Message.unary("t", "!lost")).after(50);
      assertThat(said(operator.await(1)))
          .containsExactly("t UNKNOWN: java.lang.IllegalStateException: a batch of 1 inputs must"
              + " have as many outcomes but has 0");
    }
  }

  @Test
  void aCancelledInputIsNotHandedOver() throws Exception {
    try (AsyncHarness operator = open()) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
      operator
          .push(Message.end("r", 1, Status.Code.CANCELLED.because("not wanted")))
          .after(50);
      assertThat(said(operator.await(3))).containsExactly("r CANCELLED: not wanted", "s b", "s OK");
      assertThat(batches).containsExactly("[b]*1");
    }
  }

  @Test
  void aBatchThatIsStillGatheringIsInTheCheckpoint() throws Exception {
    OperatorSubtaskState snapshot;
    try (AsyncHarness before = open()) {
      before.push(Message.unary("r", "a"), Message.unary("s", "b"));
      snapshot = before.snapshot();
    }
    assertThat(batches).isEmpty();
    try (AsyncHarness after =
        AsyncHarness.restored(factory(), Placement.alone(false), START, 1, snapshot)) {
      after.push(Message.unary("t", "c"));
      assertThat(said(after.await(6)))
          .containsExactlyInAnyOrder("r a", "r OK", "s b", "s OK", "t c", "t OK");
      assertThat(batches).hasSize(1);
    }
  }

  @Test
  void theEndOfTheInputWaitsForNoMore() throws Exception {
    try (AsyncHarness operator = open()) {
      operator.push(Message.unary("r", "a"), Message.unary("s", "b"));
      operator.endInput();
      assertThat(said(operator.output())).containsExactly("r a", "r OK", "s b", "s OK");
    }
  }

  @Test
  void aBatchThatCouldNeverFillIsRefusedWhileTheJobIsBuilt() {
    assertThatThrownBy(() -> Doors.open()
            .async(LIMITS)
            .unaryUnary("ask", Echo::runner, new BatchLimits(5, Duration.ofSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a batch must be at most as large as the 4 requests in flight but was 5");
  }
}
