package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import io.millrace.core.action.StreamMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations in flight, and those that stand, go on where a checkpoint was taken. */
@Timeout(60)
class ActionRestoreTest {

  private static final Duration LATER = Duration.ofSeconds(30);

  private final AtomicInteger firsts = new AtomicInteger();

  /** A step that is done, and one that is not while it hangs. */
  private Graph graph(boolean hangs) {
    Action<Void, Long> first = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .run((state, inputs) -> {
          firsts.incrementAndGet();
          return new Final<>(1L, state.increment(COUNT));
        });
    Action<Double, Long> second = Action.of(Double.class, Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .streamAsync((state, inputs, out) -> {
          out.accept(0.5);
          Final<Long> end = new Final<>(2L, state.increment(COUNT));
          return hangs ? new CompletableFuture<>() : CompletableFuture.completedFuture(end);
        });
    return Graph.builder()
        .action("first", first)
        .action("second", second)
        .transition("first", "second")
        .transition("second", "first")
        .entry("first")
        .build();
  }

  private ActionSetup setup(boolean hangs) {
    return ActionSetup.of(graph(hangs)).withInitial(Counter.NEW.wipe(Counter.TRACKER));
  }

  private static ActionCall call(String application, String request) {
    return ActionCall.of(application, request, Request.until(Halt.after("second")))
        .wanting(COUNT);
  }

  private static Placement on(boolean rocksdb) {
    return rocksdb ? Placement.alone(true).onRocksdb() : Placement.alone(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestInFlightGoesOnFromTheLastStepThatIsDoneUnderAHigherAttempt(boolean rocksdb)
      throws Exception {
    OperatorSubtaskState snapshot;
    int before;
    try (ActionHarness harness = ActionHarness.open(setup(true), on(rocksdb))) {
      harness.push(call("app", "a"), call("app", "b"));
      before = harness.await(1).get(0).attempt();
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness =
        ActionHarness.restored(setup(false), on(rocksdb), LATER, 1, snapshot)) {
      ActionEnd end = harness.result();
      ActionEnd next = harness.result();
      List<Message<ActionItem>> messages = harness.await(4);

      assertThat(messages.get(0).attempt()).isGreaterThan(before);
      assertThat(messages.get(0).sequence()).isZero();
      assertThat(ActionHarness.item(messages.get(0)).step()).isEqualTo(1);
      assertThat(ActionHarness.item(messages.get(0)).attempt())
          .isEqualTo(messages.get(0).attempt());
      assertThat(end.requestId()).isEqualTo("a");
      assertThat(end.get(COUNT)).contains(2L);
      assertThat(next.requestId()).isEqualTo("b");
      assertThat(next.get(COUNT)).contains(4L);
      assertThat(firsts).hasValue(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatStandsAndTheStoredEndsAreThereAfterwards(boolean rocksdb) throws Exception {
    OperatorSubtaskState snapshot;
    ActionEnd end;
    try (ActionHarness harness = ActionHarness.open(setup(false), on(rocksdb))) {
      harness.push(call("app", "a"));
      end = harness.result();
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness =
        ActionHarness.restored(setup(false), on(rocksdb), LATER, 1, snapshot)) {
      harness.push(call("app", "a"));
      assertThat(harness.result()).isEqualTo(end);
      harness.push(call("app", "b").streaming(StreamMode.EVERY));
      assertThat(harness.result().get(COUNT)).contains(4L);
      assertThat(firsts).hasValue(2);
    }
  }

  @Test
  void eachOfMoreTasksGoesOnWithItsOwnApplications() throws Exception {
    OperatorSubtaskState snapshot;
    ActionLimits wide = ActionHarness.LIMITS.withRequests(20, 20);
    try (ActionHarness harness = ActionHarness.open(setup(true), wide)) {
      for (int i = 0; i < 20; i++) {
        harness.push(call("app" + i, "r"));
      }
      harness.await(20);
      snapshot = harness.snapshot();
    }
    int ended = 0;
    for (int task = 0; task < 3; task++) {
      Placement placement = Placement.alone(false).asSubtask(task, 3);
      int owned = 0;
      for (int i = 0; i < 20; i++) {
        owned += KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    "app" + i, Placement.MAX_PARALLELISM, 3)
                == task
            ? 1
            : 0;
      }
      try (ActionHarness harness =
          ActionHarness.restored(setup(false), placement, LATER, 1, snapshot)) {
        for (int i = 0; i < owned; i++) {
          assertThat(harness.result().get(COUNT)).contains(2L);
          ended++;
        }
        assertThat(harness.output().stream().filter(Message::last)).hasSize(owned);
      }
    }
    assertThat(ended).isEqualTo(20);
    assertThat(firsts).hasValue(20);
  }

  /** Found by the restarts of whole jobs: the halt held for the step of the request before. */
  @Test
  void aFirstStepInFlightIsNotTakenForThatOfTheRequestBefore() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Boolean> hangs = new CompletableFuture<>();
    Action<Void, Long> counter = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .runAsync((state, inputs) -> {
          Final<Long> end = new Final<>(1L, state.increment(COUNT));
          if (runs.incrementAndGet() != 2) {
            return CompletableFuture.completedFuture(end);
          }
          hangs.complete(true);
          return new CompletableFuture<>();
        });
    ActionSetup setup = ActionSetup.of(Graph.builder()
            .action("second", counter)
            .transition("second", "second")
            .entry("second")
            .build())
        .withInitial(Counter.NEW.wipe(Counter.TRACKER));
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(setup, on(false))) {
      harness.push(call("app", "a"));
      harness.result();
      harness.push(call("app", "b"));
      assertThat(hangs.join()).isTrue();
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness = ActionHarness.restored(setup, on(false), LATER, 1, snapshot)) {
      assertThat(harness.result().get(COUNT)).contains(2L);
    }
  }

  @Test
  void aWatermarkWaitsForTheRequestsBeforeItAlsoAfterARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(setup(true), on(false))) {
      harness.push(50, call("app", "a")).watermark(60);
      harness.awaitItem();
      assertThat(harness.times()).containsExactly("@50");
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness =
        ActionHarness.restored(setup(false), on(false), LATER, 1, snapshot)) {
      harness.result();
      assertThat(harness.times()).containsExactly("@50", "@50", "60");
    }
  }

  @Test
  void aCancellationThatWaitsForItsNumberIsNotForgotten() throws Exception {
    OperatorSubtaskState first;
    try (ActionHarness harness = ActionHarness.open(setup(true), on(false))) {
      harness.push(call("app", "a"));
      harness.await(1);
      first = harness.snapshot();
    }
    OperatorSubtaskState second;
    try (ActionHarness harness =
        ActionHarness.restoredAtOnce(setup(true), ActionHarness.LIMITS, LATER, first)) {
      harness.push(ActionCall.cancel("app", "a"));
      assertThat(harness.output()).isEmpty();
      second = harness.snapshot();
    }
    try (ActionHarness harness =
        ActionHarness.restored(setup(false), on(false), LATER.multipliedBy(2), 1, second)) {
      assertThat(harness.failure().status().code()).isEqualTo(Status.Code.CANCELLED);
      assertThat(firsts).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fieldsMayComeAndGo(boolean rocksdb) throws Exception {
    OperatorSubtaskState snapshot;
    ActionSetup old = ActionSetup.of(Graph.of("counter", Counter.Shape.FUNCTION.action()))
        .withInitial(Counter.NEW);
    try (ActionHarness harness = ActionHarness.open(old, on(rocksdb))) {
      harness.push(ActionCall.of("app", "a", Request.until(Halt.after("counter"))));
      harness.result();
      snapshot = harness.snapshot();
    }
    Field<String> name = Field.ofString("name");
    Action<Void, Long> newer = Action.of(Long.class)
        .reads(COUNT, name)
        .writes(COUNT)
        .run((state, inputs) -> new Final<>(state.has(name) ? 0L : 1L, state.increment(COUNT)));
    ActionSetup now = ActionSetup.of(Graph.builder()
        .action("counter", newer)
        .transition("counter", "counter")
        .entry("counter")
        .build());
    try (ActionHarness harness = ActionHarness.restored(now, on(rocksdb), LATER, 1, snapshot)) {
      harness.push(
          ActionCall.of("app", "b", Request.until(Halt.after("counter"))).wanting(COUNT));
      ActionEnd end = harness.result();
      assertThat(end.get(COUNT)).contains(2L);
      assertThat(end.result(Long.class)).contains(1L);
    }
  }

  @Test
  void anApplicationThatStandsWhereTheGraphHasNothingFailsItsRequestsByName() throws Exception {
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(setup(false), on(false))) {
      harness.push(call("app", "a"));
      harness.result();
      snapshot = harness.snapshot();
    }
    ActionSetup other =
        ActionSetup.of(Graph.of("other", Counter.Shape.FUNCTION.action())).withInitial(Counter.NEW);
    try (ActionHarness harness = ActionHarness.restored(other, on(false), LATER, 1, snapshot)) {
      harness.push(ActionCall.of("app", "b", Request.until(Halt.after("other"))).wanting(COUNT));

      ActionEnd end = harness.failure();
      assertThat(end.status())
          .isEqualTo(Status.Code.FAILED_PRECONDITION.because("application 'app' stands at action"
              + " 'second', which the graph does not have; it has [other]"));
      assertThat(end.get(COUNT)).contains(2L);
    }
  }
}
