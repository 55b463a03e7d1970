package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.TRACKER;
import static io.millrace.flink.ActionForkTest.fork;
import static io.millrace.flink.ActionForkTest.setup;
import static io.millrace.flink.ActionForkTest.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import java.time.Duration;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** So many earlier states of each application are kept, and an application can be forked from each. */
@Timeout(60)
class ActionHistoryTest {

  private static final Duration LATER = Duration.ofSeconds(30);

  private static ActionLimits keeping(int states) {
    return ActionHarness.LIMITS.withHistory(states, Duration.ofMinutes(1));
  }

  private static Placement on(boolean rocksdb) {
    return rocksdb ? Placement.alone(true).onRocksdb() : Placement.alone(false);
  }

  private static void assertForkedAt(ActionHarness harness, long step) throws Exception {
    String name = "fork" + step;
    harness.push(fork(name, "f", ActionFork.of("app").at(step))).loop();
    ActionEnd end = harness.result();
    assertThat(end.step()).isEqualTo(step + 1);
    assertThat(end.get(COUNT)).contains(step + 1);
    assertThat(end.get(TRACKER))
        .contains(LongStream.rangeClosed(1, step + 1).boxed().toList());
  }

  private static void assertNotKept(ActionHarness harness, long step, String kept)
      throws Exception {
    harness.push(fork("none", "f" + step, ActionFork.of("app").at(step))).loop();
    assertThat(harness.failure().status())
        .isEqualTo(Status.Code.OUT_OF_RANGE.because("application 'app' must be forked after a step"
            + " whose state is kept, " + kept + ", but after step " + step));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastStatesAreKeptAndNoMore(boolean rocksdb) throws Exception {
    try (ActionHarness harness = ActionHarness.open(setup(), keeping(2), on(rocksdb))) {
      steps(harness, "app", 2);
      assertThat(harness.history("app")).containsExactly(0L);
      steps(harness, "app2", 5);
      assertThat(harness.history("app2")).containsExactly(2L, 3L);
      for (int i = 2; i < 6; i++) {
        harness.push(ActionForkTest.step("app", "more" + i));
        harness.result();
      }

      assertThat(harness.history("app")).containsExactly(3L, 4L);
      for (long step = 3; step <= 5; step++) {
        assertForkedAt(harness, step);
      }
      assertNotKept(harness, 2, "3 to 5");
      assertNotKept(harness, 6, "3 to 5");
    }
  }

  @Test
  void withoutHistoryTheLastStateAloneIsThere() throws Exception {
    try (ActionHarness harness = ActionHarness.open(setup(), keeping(0))) {
      steps(harness, "app", 3);

      assertThat(harness.history("app")).isEmpty();
      assertForkedAt(harness, 2);
      assertNotKept(harness, 1, "2 to 2");
    }
  }

  @Test
  void aRequestOfManyStepsKeepsEachOfThem() throws Exception {
    Graph loop = Counter.loop(Counter.Shape.ASYNC_FUNCTION);
    ActionSetup setup = ActionSetup.of(loop).withInitial(Counter.NEW);
    try (ActionHarness harness = ActionHarness.open(setup, keeping(4))) {
      harness.push(ActionCall.of("app", "a", Request.until(Halt.after("counter"))));
      assertThat(harness.result().step()).isEqualTo(11);

      assertThat(harness.history("app")).containsExactly(6L, 7L, 8L, 9L);
      assertForkedAt(harness, 7);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,3,2", "false,3,2", "true,3,0", "false,3,0", "true,2,4", "false,2,4"})
  void itIsThereAfterARestoreAlsoWithAnotherLength(boolean rocksdb, int before, int after)
      throws Exception {
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(setup(), keeping(before), on(rocksdb))) {
      steps(harness, "app", 6);
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness =
        ActionHarness.restored(setup(), keeping(after), on(rocksdb), LATER, 1, snapshot)) {
      int there = Math.min(before, after);
      for (long step = 5L - there; step <= 5; step++) {
        assertForkedAt(harness, step);
      }
      assertNotKept(harness, 4L - there, (5 - there) + " to 5");

      harness.push(ActionForkTest.step("app", "more"));
      harness.result();
      int now = Math.min(before + 1, after);
      assertThat(harness.history("app"))
          .isEqualTo(LongStream.range(6 - now, 6).boxed().toList());
      assertForkedAt(harness, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itEvolvesAsTheStateDoes(boolean rocksdb) throws Exception {
    OperatorSubtaskState snapshot;
    try (ActionHarness harness = ActionHarness.open(setup(), keeping(3), on(rocksdb))) {
      steps(harness, "app", 3);
      steps(harness, "idle", 2);
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
    try (ActionHarness harness =
        ActionHarness.restored(now, keeping(3), on(rocksdb), LATER, 1, snapshot)) {
      harness
          .push(ActionCall.of("new", "f", Request.until(Halt.after("counter")))
              .wanting(COUNT)
              .forking(ActionFork.of("app").at(0)))
          .loop();
      ActionEnd end = harness.result();
      assertThat(end.get(COUNT)).contains(2L);
      assertThat(end.result(Long.class)).contains(1L);
      snapshot = harness.snapshot();
    }
    try (ActionHarness harness =
        ActionHarness.restored(now, keeping(3), on(rocksdb), LATER.multipliedBy(2), 1, snapshot)) {
      harness
          .push(fork("newer", "f", ActionFork.of("idle").at(0)).wanting(COUNT))
          .loop();
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  /** LIMITS forgets an application that has been idle for ten days. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStateIsForgottenWhenItHasBeenOneOfThePastForAsLongAsAnIdleApplication(boolean rocksdb)
      throws Exception {
    long sixDays = Duration.ofDays(6).toMillis();
    try (ActionHarness harness = ActionHarness.open(setup(), keeping(5), on(rocksdb))) {
      steps(harness, "app", 3);
      harness.after(sixDays);
      harness.push(ActionForkTest.step("app", "d"));
      harness.result();
      harness.after(sixDays);

      assertNotKept(harness, 1, "2 to 3");
      assertForkedAt(harness, 2);
      harness.after(sixDays);
      harness.push(fork("new", "f", ActionFork.of("app"))).loop();
      assertThat(harness.failure().status().code()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  @Test
  void aForkBeginsAHistoryOfItsOwn() throws Exception {
    try (ActionHarness harness = ActionHarness.open(setup(), keeping(5))) {
      steps(harness, "app", 3);
      assertForkedAt(harness, 1);
      assertThat(harness.history("fork1")).isEmpty();

      harness.push(ActionForkTest.step("fork1", "a"));
      harness.result();
      assertThat(harness.history("fork1")).containsExactly(1L);
    }
  }
}
