package io.millrace.testkit.action;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Input;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.core.action.Streamed;
import io.millrace.core.action.Streaming;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ActionLawsTest {

  private static final Field<Long> COUNT = Field.ofLong("count");
  private static final Field<Long> UP_TO = Field.ofLong("upTo");
  private static final State THREE = State.of(COUNT, 3L);
  private static final Inputs TWO = Inputs.of(UP_TO, 2L);

  /** A list that the state does not copy. */
  @SuppressWarnings("rawtypes")
  private static final Field<ArrayList> SHARED =
      Field.copied("shared", ArrayList.class, same -> same);

  /** A list of which a copy loses the first. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final Field<ArrayList> LOSSY = Field.copied(
      "lossy", ArrayList.class, list -> new ArrayList<Object>(list.subList(1, list.size())));

  private static Action<Long, Long> counting() {
    return Action.of(Long.class, Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .inputs(Input.required(UP_TO))
        .stream((state, inputs, out) -> {
      long end = state.get(COUNT) + inputs.get(UP_TO);
      for (long at = state.get(COUNT); at < end; at++) {
        out.accept(at);
      }
      return new Final<>(end, state.update(COUNT, end));
    });
  }

  private static Action<Long, Long> countingWithoutBlocking() {
    return Action.of(Long.class, Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .streamAsync((state, inputs, out) -> {
          long end = state.get(COUNT) + 1;
          out.accept(end);
          return CompletableFuture.completedFuture(new Final<>(end, state.update(COUNT, end)));
        });
  }

  private static AbstractThrowableAssert<?, ?> assertThatFailureOf(
      Action<?, ?> action, State state) {
    return assertThatThrownBy(ActionLaws.of(action).given(state, Inputs.NONE)::check)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anActionThatCountsKeepsItsPromises() {
    assertThatCode(
            ActionLaws.of(counting()).given(THREE, TWO).given(THREE, Inputs.of(UP_TO, 0L))::check)
        .doesNotThrowAnyException();
    assertThatCode(ActionLaws.of(countingWithoutBlocking()).given(THREE, Inputs.NONE)::check)
        .doesNotThrowAnyException();
  }

  @Test
  void aGraphKeepsThem() {
    Graph graph = Graph.builder()
        .action("count", counting())
        .action("again", countingWithoutBlocking())
        .transition("count", "again", Condition.when("small", COUNT, count -> count < 9))
        .entry("count")
        .build();

    assertThatCode(ActionLaws.of(graph, Request.toTheEnd()).given(THREE, TWO)::check)
        .doesNotThrowAnyException();
  }

  @Test
  void anActionThatReadsWhatItDoesNotDeclare() {
    Action<Void, Long> reading = Action.of(Long.class)
        .writes(COUNT)
        .run((state, inputs) -> new Final<>(1L, state.update(COUNT, state.get(COUNT) + 1)));

    assertThatFailureOf(reading, THREE).hasMessage("""
        the action does not keep its promise: it ends, having read and written what it declares and nothing else
          wanted  an end
          got     a thrown java.lang.IllegalStateException: action 'action' does not declare to read field 'count'; it reads none
          where   in a run
          given   state {count=3}, inputs {}""");
  }

  @Test
  void anActionThatDoesNotWriteWhatItDeclares() {
    Action<Void, Long> lazy =
        Action.of(Long.class).writes(COUNT).run((state, inputs) -> new Final<>(1L, state));

    assertThatFailureOf(lazy, THREE).hasMessage("""
        the action does not keep its promise: it ends, having read and written what it declares and nothing else
          wanted  an end
          got     a thrown java.lang.IllegalStateException: action 'action' must write what it declares but did not write count; it wrote none
          where   in a run
          given   state {count=3}, inputs {}""");
  }

  @Test
  void anActionThatKeepsSomethingOfItsOwn() {
    AtomicLong runs = new AtomicLong();
    Action<Long, Long> counting = Action.of(Long.class, Long.class).stream((state, inputs, out) -> {
      out.accept(runs.incrementAndGet());
      return new Final<>(0L, state);
    });

    assertThatFailureOf(counting, State.EMPTY).hasMessage("""
        the action does not keep its promise: the same run again gives the same, for nothing is kept but in the state
          wanted  [1]
          got     [2]
          where   items in the same run again
          given   state {}, inputs {}""");
  }

  @Test
  void anActionThatDependsOnItsThread() {
    Thread test = Thread.currentThread();
    Action<Void, Boolean> where = Action.of(Boolean.class)
        .run((state, inputs) -> new Final<>(Thread.currentThread() == test, state));

    assertThatFailureOf(where, State.EMPTY).hasMessage("""
        the action does not keep its promise: blocking or not, with a reader or without, it comes to the same
          wanted  false
          got     true
          where   result in a run without a reader
          given   state {}, inputs {}""");
  }

  @Test
  @SuppressWarnings("rawtypes")
  void anActionThatChangesAnItemThatItGave() {
    Action<ArrayList, Long> changing =
        Action.of(ArrayList.class, Long.class).stream((state, inputs, out) -> {
          ArrayList<String> item = new ArrayList<>(List.of("a"));
          out.accept(item);
          item.add("b");
          return new Final<>(1L, state);
        });

    assertThatFailureOf(changing, State.EMPTY).hasMessage("""
        the action does not keep its promise: an item that was given is not changed afterwards
          wanted  item 0 to stay as it was
          got     it changed into [a, b]
          where   in a run
          given   state {}, inputs {}""");
  }

  @Test
  @SuppressWarnings("rawtypes")
  void anActionThatGivesOneItemOverAndOver() {
    ArrayList<String> reused = new ArrayList<>();
    Action<ArrayList, Long> reusing =
        Action.of(ArrayList.class, Long.class).stream((state, inputs, out) -> {
          for (String each : List.of("a", "b")) {
            reused.clear();
            reused.add(each);
            out.accept(reused);
          }
          return new Final<>(1L, state);
        });

    assertThatFailureOf(reusing, State.EMPTY).hasMessage("""
        the action does not keep its promise: an item that was given is not changed afterwards
          wanted  item 0 to stay as it was
          got     it changed into [b]
          where   in a run
          given   state {}, inputs {}""");
  }

  @Test
  void anActionThatGivesWhatItIsAskedFor() {
    Action<Long, Long> telling = Action.of(Long.class, Long.class)
        .streamFrom((state, inputs) ->
            Streaming.publishing(Asking::new).map(last -> new Final<>(last, state)));

    assertThatFailureOf(telling, State.EMPTY).hasMessage("""
        the action does not keep its promise: blocking or not, with a reader or without, it comes to the same
          wanted  [1]
          got     [9223372036854775807]
          where   items in a run that is not held back by its reader
          given   state {}, inputs {}""");
  }

  /** Gives how many it was first asked for. */
  private static final class Asking implements Flow.Publisher<Streamed<Long, Long>> {
    @Override
    public void subscribe(Flow.Subscriber<? super Streamed<Long, Long>> subscriber) {
      subscriber.onSubscribe(new Flow.Subscription() {
        private boolean over;

        @Override
        public void request(long n) {
          if (!over) {
            over = true;
            subscriber.onNext(Streamed.item(n));
            subscriber.onNext(Streamed.last(0L));
            subscriber.onComplete();
          }
        }

        @Override
        public void cancel() {
          over = true;
        }
      });
    }
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void anActionThatChangesItsStateInPlace() {
    Action<String, Long> changing =
        Action.of(String.class, Long.class).reads(SHARED).writes(SHARED).stream(
            (state, inputs, out) -> {
              ArrayList<String> list = state.get(SHARED);
              list.add("begun");
              out.accept("item");
              return new Final<>(1L, state.update(SHARED, list));
            });

    assertThatFailureOf(changing, State.of(SHARED, new ArrayList<String>())).hasMessage("""
        the action does not keep its promise: the state that it is given is not changed, for it gives a new one
          wanted  the state that was given to stay as it was
          got     it changed into {shared=[begun]}
          where   in a run
          given   state {shared=[begun]}, inputs {}""");
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void anActionWhoseStateIsLostInACopy() {
    Action<Void, Long> writing = Action.of(Long.class)
        .writes(LOSSY)
        .run((state, inputs) ->
            new Final<>(1L, state.update(LOSSY, new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8)))));

    assertThatFailureOf(writing, State.EMPTY).hasMessageStartingWith("""
        the action does not keep its promise: what the state holds can be taken apart and put together again
        """);
  }
}
