package io.millrace.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Input;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ActionTrialTest {

  private static final Field<String> PROMPT = Field.ofString("prompt");
  private static final Field<String> SAID = Field.ofString("said");

  private static final Action<String, String> ECHO =
      Action.of(String.class, String.class).writes(SAID).inputs(Input.required(PROMPT)).stream(
          (state, inputs, out) -> {
            String prompt = inputs.get(PROMPT);
            for (String word : prompt.split(" ", -1)) {
              out.accept(word);
            }
            if (prompt.isEmpty()) {
              throw new IllegalStateException("nothing was asked");
            }
            return new Final<>(prompt, state.update(SAID, prompt));
          });

  private static final State BEFORE = State.of(SAID, "before");
  private static final ActionTrial TRIAL =
      ActionTrial.of(ECHO).state(BEFORE).with(PROMPT, "one two three");

  @Test
  void aRunGivesItemsResultAndState() {
    ActionRan ran = TRIAL.run();

    assertThat(ran.items()).containsExactly("one", "two", "three");
    assertThat(ran.result()).isEqualTo("one two three");
    assertThat(ran.state()).isEqualTo(State.of(SAID, "one two three"));
    assertThat(ran.cause()).isEmpty();
    assertThat(TRIAL.runAsync()).isEqualTo(ran);
    assertThat(TRIAL.runWithoutItems().result()).isEqualTo(ran.result());
  }

  @Test
  void aClosedRunHasWhatWasRead() {
    ActionRan ran = TRIAL.closedAfter(2);

    assertThat(ran.items()).containsExactly("one", "two");
    assertThat(ran.result()).isNull();
    assertThat(ran.state()).isEqualTo(BEFORE);
    assertThat(ran.failure()).isInstanceOf(StatusException.class);
    assertThat(TRIAL.closedAfter(0).items()).isEmpty();
  }

  @Test
  void aRunThatFailsAtAnItemHasThoseBeforeIt() {
    ActionRan ran = TRIAL.failingAt(1);

    assertThat(ran.items()).containsExactly("one");
    assertThat(ran.state()).isEqualTo(BEFORE);
    assertThat(ran.isDone()).isFalse();
    assertThat(ran.cause().orElseThrow()).hasMessageContaining("item 1 was to fail");
  }

  @Test
  void anActionThatFailsIsToldWithItsCause() {
    ActionRan ran = TRIAL.with(PROMPT, "").run();

    assertThat(ran.items()).containsExactly("");
    assertThat(ran.cause().orElseThrow()).hasMessage("nothing was asked");
    assertThat(TRIAL.with(PROMPT, "").runAsync().cause().orElseThrow())
        .hasMessage("nothing was asked");
  }

  @Test
  void aGraphGivesTheItemsOfAllItsSteps() {
    Graph twice = Graph.builder()
        .action("first", ECHO)
        .action("second", ECHO)
        .transition("first", "second")
        .entry("first")
        .build();

    ActionRan ran =
        ActionTrial.of(twice, Request.toTheEnd()).with(PROMPT, "a b").run();

    assertThat(ran.items()).containsExactly("a", "b", "a", "b");
    assertThat(ran.result()).isEqualTo("a b");
  }

  @Test
  void whatBlocksRunsOnTheExecutor() {
    AtomicInteger started = new AtomicInteger();
    Executor counting = task -> {
      started.incrementAndGet();
      Thread thread = new Thread(task, "counted");
      thread.setDaemon(true);
      thread.start();
    };
    ActionTrial trial = ActionTrial.of(
            Action.of(String.class, String.class).stream((state, inputs, out) -> {
              out.accept(Thread.currentThread().getName());
              return new Final<>("done", state);
            }))
        .executor(counting);

    assertThat(trial.run().items()).containsExactly("counted");
    assertThat(trial.runAsync().items()).containsExactly("counted");
    assertThat(started).hasValue(2);
  }

  @Test
  void numbersAreChecked() {
    assertThatThrownBy(() -> TRIAL.closedAfter(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("items must be at least 0 but was -1");
    assertThatThrownBy(() -> TRIAL.failingAt(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("item must be at least 0 but was -1");
  }
}
