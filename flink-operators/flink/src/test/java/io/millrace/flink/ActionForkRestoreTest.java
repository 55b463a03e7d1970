package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.TRACKER;
import static io.millrace.flink.ActionForkTest.fork;
import static io.millrace.flink.ActionForkTest.setup;
import static io.millrace.flink.ActionForkTest.step;
import static io.millrace.flink.ActionForkTest.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forks between a checkpoint and the restore from it. */
@Timeout(60)
class ActionForkRestoreTest {

  private static final Duration LATER = Duration.ofSeconds(30);

  private static Placement on(boolean rocksdb) {
    return rocksdb ? Placement.alone(true).onRocksdb() : Placement.alone(false);
  }

  /** Its step from that count on is not done while the task lives. */
  private static ActionSetup hangingAt(long count) {
    Action<Double, Long> counter = Action.of(Double.class, Long.class)
        .reads(COUNT)
        .writes(COUNT, TRACKER)
        .streamAsync((state, inputs, out) -> {
          long next = state.get(COUNT) + 1;
          return next > count
              ? new CompletableFuture<>()
              : CompletableFuture.completedFuture(
                  new Final<>(next, state.update(COUNT, next).append(TRACKER, next)));
        });
    Graph graph = Graph.builder()
        .action("counter", counter)
        .transition("counter", "counter")
        .entry("counter")
        .build();
    return ActionSetup.of(graph).withInitial(Counter.NEW);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aForkThatWaitedAsksAgainAndAnAnswerFromBeforeDoesNotCount(boolean rocksdb) throws Exception {
    OperatorSubtaskState snapshot;
    List<ActionCall> asked;
    try (ActionHarness harness = ActionHarness.open(setup(), on(rocksdb))) {
      steps(harness, "old", 2);
      harness.push(fork("new", "f", ActionFork.of("old")), step("new", "a"));
      snapshot = harness.snapshot();
      asked = harness.forks();
      harness.push(asked.toArray(ActionCall[]::new));
      asked = harness.forks();
    }
    try (ActionHarness harness = ActionHarness.restored(setup(), on(rocksdb), LATER, 1, snapshot)) {
      harness.push(step("old", "later"));
      harness.result();
      harness.push(asked.get(0));
      harness.loop();
      ActionEnd end = harness.result();

      assertThat(end.requestId()).isEqualTo("f");
      assertThat(end.get(COUNT)).contains(3L);
      assertThat(harness.result().get(COUNT)).contains(4L);
      assertThat(harness.output()).filteredOn(Message::last).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aForkThatIsMadeIsNotAskedForAgain(boolean rocksdb) throws Exception {
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(hangingAt(2), on(rocksdb))) {
      steps(harness, "old", 2);
      harness.push(step("new", "f").forking(ActionFork.of("old"))).loop();
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness = ActionHarness.restored(setup(), on(rocksdb), LATER, 1, snapshot)) {
      assertThat(harness.forks()).isEmpty();
      assertThat(harness.result().get(COUNT)).contains(3L);
      harness.push(step("new", "f").forking(ActionFork.of("old")));
      assertThat(harness.result().get(COUNT)).contains(3L);
      harness.push(step("new", "g"));
      assertThat(harness.result().get(COUNT)).contains(4L);
    }
  }

  /** One task's snapshot, and then two tasks: of 20 forks many are from an application of the other task. */
  @Test
  void theSourceMayBeWithAnotherTask() throws Exception {
    OperatorSubtaskState snapshot;
    ActionLimits limits =
        ActionHarness.LIMITS.withRequests(20, 20).withHistory(1, Duration.ofMinutes(1));
    try (ActionHarness harness = ActionHarness.open(setup(), limits)) {
      for (int i = 0; i < 20; i++) {
        steps(harness, "old" + i, 2);
        harness.push(fork("new" + i, "f", ActionFork.of("old" + i).at(i % 2)));
      }
      snapshot = harness.snapshot();
    }
    Placement[] places = {
      Placement.alone(false).asSubtask(0, 2), Placement.alone(false).asSubtask(1, 2)
    };
    int crossed = 0;
    try (ActionHarness first =
            ActionHarness.restored(setup(), limits, places[0], LATER, 1, snapshot);
        ActionHarness second =
            ActionHarness.restored(setup(), limits, places[1], LATER, 1, snapshot)) {
      List<ActionHarness> tasks = List.of(first, second);
      List<ActionCall> said = said(tasks);
      while (!said.isEmpty()) {
        for (ActionCall each : said) {
          tasks.get(owner(each.key())).push(each);
          crossed +=
              owner("old" + each.application().substring(3)) == owner(each.application()) ? 0 : 1;
        }
        said = said(tasks);
      }
      for (int i = 0; i < 20; i++) {
        tasks.get(owner("new" + i)).push(step("new" + i, "a"));
      }
      for (int i = 0; i < 40; i++) {
        ActionHarness next = i < 2 * owned(0) ? first : second;
        ActionEnd end = next.result();
        long parity = Long.parseLong(end.application().substring(3)) % 2;
        assertThat(end.get(COUNT)).contains(end.requestId().equals("f") ? parity + 1 : parity + 2);
      }
    }
    assertThat(crossed).isPositive();
  }

  private static List<ActionCall> said(List<ActionHarness> tasks) throws Exception {
    List<ActionCall> said = new ArrayList<>();
    for (ActionHarness task : tasks) {
      said.addAll(task.forks());
    }
    return said;
  }

  private static int owned(int task) {
    int owned = 0;
    for (int i = 0; i < 20; i++) {
      owned += owner("new" + i) == task ? 1 : 0;
    }
    return owned;
  }

  private static int owner(String key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, Placement.MAX_PARALLELISM, 2);
  }
}
