package io.millrace.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.core.action.Streaming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found of actions that are closed or fail, and leave something behind. */
@Timeout(60)
class UndoneTest {

  /** A list that the state does not copy. */
  @SuppressWarnings("rawtypes")
  private static final Field<ArrayList> SHARED =
      Field.copied("shared", ArrayList.class, same -> same);

  private final List<String> buffer = new ArrayList<>();

  private static void check(Action<?, ?> action) {
    ActionLaws.of(action).given(State.EMPTY, Inputs.NONE).check();
  }

  @Test
  void anActionThatIsLeftDirtyByAClose() {
    Action<String, String> dirty =
        Action.of(String.class, String.class).stream((state, inputs, out) -> {
          fill(out);
          return new Final<>(emptied(), state);
        });

    assertThatThrownBy(() -> check(dirty)).isInstanceOf(AssertionError.class).hasMessage("""
        the action does not keep its promise: closing early leaves the state as it was, and nothing behind for the next run
          wanted  one two
          got     one two one two
          where   result in a run after one closed after 1 items
          given   state {}, inputs {}""");
  }

  @Test
  void anActionThatCleansUpWhenItIsClosedKeepsItsPromises() {
    Action<String, String> clean =
        Action.of(String.class, String.class).stream((state, inputs, out) -> {
          try {
            fill(out);
            return new Final<>(String.join(" ", buffer), state);
          } finally {
            buffer.clear();
          }
        });

    assertThatCode(() -> check(clean)).doesNotThrowAnyException();
  }

  private void fill(Consumer<? super String> out) {
    for (String item : List.of("one", "two")) {
      buffer.add(item);
      out.accept(item);
    }
  }

  private String emptied() {
    String all = String.join(" ", buffer);
    buffer.clear();
    return all;
  }

  @Test
  void anActionThatIsLeftDirtyByAFailure() {
    AtomicInteger lent = new AtomicInteger();
    Action<Integer, Integer> losing = Action.of(Integer.class, Integer.class)
        .streamFrom((state, inputs) ->
            Streaming.publishing(() -> new Lending(lent)).map(at -> new Final<>(at, state)));

    assertThatThrownBy(() -> check(losing)).isInstanceOf(AssertionError.class).hasMessage("""
        the action does not keep its promise: failing at an item leaves the state as it was, and nothing behind for the next run
          wanted  [1]
          got     [2]
          where   items in a run after one failing at item 0
          given   state {}, inputs {}""");
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void anActionThatChangesItsStateWhenItIsClosed() {
    Action<String, Long> noting =
        Action.of(String.class, Long.class).reads(SHARED).stream((state, inputs, out) -> {
          try {
            out.accept("one");
            out.accept("two");
          } catch (CancellationException e) {
            state.get(SHARED).add("closed");
          }
          return new Final<>(1L, state);
        });
    State given = State.of(SHARED, new ArrayList<String>());

    assertThatThrownBy(ActionLaws.of(noting).given(given, Inputs.NONE)::check)
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
        the action does not keep its promise: closing early leaves the state as it was, and nothing behind for the next run
          wanted  the state that was given to stay as it was
          got     it changed into {shared=[closed]}
          where   closed after 1 items
          given   state {shared=[closed]}, inputs {}""");
  }

  @Test
  void anActionThatDoesNotStopWhenItIsClosed() {
    CountDownLatch released = new CountDownLatch(1);
    Action<String, Long> stubborn =
        Action.of(String.class, Long.class).stream((state, inputs, out) -> {
          try {
            out.accept("one");
            out.accept("two");
          } catch (CancellationException e) {
            awaitWhateverComes(released);
          }
          return new Final<>(1L, state);
        });
    ActionTrial trial = ActionTrial.of(
            Graph.of("action", stubborn), Request.until(Halt.after("action")))
        .patience(Duration.ofMillis(50));

    assertThatThrownBy(new ActionExaminer(trial, true)::examine)
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
        the action does not keep its promise: closed or failing, it stops
          wanted  its thread to end
          got     what an action blocks on must end within PT0.05S of its run but goes on
          where   closed after 1 items
          given   state {}, inputs {}""");
    released.countDown();
  }

  private static void awaitWhateverComes(CountDownLatch released) {
    while (released.getCount() > 0) {
      try {
        released.await();
      } catch (InterruptedException e) {
        // What makes it stubborn.
      }
    }
  }

  @Test
  void aClosedRunIsGivenBackWhenItsActionHasCleanedUp() {
    ActionTrial trial =
        ActionTrial.of(Action.of(String.class, Long.class).stream((state, inputs, out) -> {
          try {
            buffer.add("open");
            out.accept("one");
            out.accept("two");
          } finally {
            for (int spin = 0; spin < 10_000; spin++) {
              Thread.onSpinWait();
            }
            buffer.clear();
          }
          return new Final<>(1L, state);
        }));

    for (int round = 0; round < 200; round++) {
      assertThat(trial.closedAfter(1).items()).containsExactly("one");
      assertThat(buffer).as("round " + round).isEmpty();
    }
  }
}
