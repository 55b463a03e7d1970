package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Hook;
import io.millrace.core.action.HookFailure;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.Recorded;
import io.millrace.core.action.RunEvent;
import io.millrace.core.action.State;
import io.millrace.core.action.Streamed;
import io.millrace.core.action.Streaming;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the seed leaves undefined, or gets wrong, on the operator. */
@Timeout(60)
class ActionWrongTest {

  private static final String FAILED = "action 'counter' (step 0, attempt 0) failed: ";

  private final Recorded hook = new Recorded();

  private static Status unknown(String message) {
    return Status.Code.UNKNOWN.because(message);
  }

  @ParameterizedTest
  @EnumSource
  void anActionThatRaisesInMidStreamKeepsItsItemsFailsAndChangesNothing(Shape shape)
      throws Exception {
    Spec raising = Spec.GOOD.failingAfter(4, new IllegalStateException("the line is broken"));
    try (ActionHarness harness = ActionHarness.single(hook, shape.action(raising))) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.failure();
      List<Message<ActionItem>> messages = harness.await(5);

      assertThat(ActionHarness.values(messages)).isEqualTo(Counter.items(0).subList(0, 4));
      assertThat(messages.get(4).status()).isEqualTo(end.status());
      assertThat(end.status()).isEqualTo(unknown(FAILED + "the line is broken"));
      assertThat(end.get(COUNT)).contains(0L);
      assertThat(end.get(TRACKER)).contains(List.of());
      assertThat(end.step()).isZero();
      assertThat(end.items()).isEqualTo(4);
      assertThat(hook.told)
          .containsExactly(
              "call app",
              "step counter 0.0",
              "stream counter 0.0",
              "item 0",
              "item 1",
              "item 2",
              "item 3",
              "stream end 4",
              "step end the line is broken",
              "call end " + FAILED + "the line is broken");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anActionWithoutItemsEndsInItsFinalResult(Shape shape) throws Exception {
    Spec silent = new Spec(0, Spec.Outcome.WELL, Spec.GOOD.writes(), Spec.GOOD.update());
    try (ActionHarness harness = ActionHarness.single(hook, shape.action(silent))) {
      harness.push(ActionHarness.until("counter"));

      assertThat(harness.result().get(COUNT)).contains(1L);
      assertThat(harness.await(1)).singleElement().matches(Message::last);
      assertThat(hook.told).contains("stream counter 0.0", "stream end 0");
    }
  }

  @Test
  void whatYieldsNothingAtAllHasNoFinalResult() throws Exception {
    assertEachFails(
        FAILED + "the stream must end with a final result but ended without one",
        Streaming.iterating(() -> List.<Streamed<Double, Final<Long>>>of().iterator()),
        Streaming.streaming(Stream::of),
        Streaming.publishing(() ->
            Counter.publisher(List.<Streamed<Double, Final<Long>>>of().iterator())));
  }

  @Test
  void whatGoesOnAfterItsFinalResultFails() throws Exception {
    List<Streamed<Double, Final<Long>>> longer =
        List.of(Streamed.item(0.5), Streamed.last(new Final<>(1L, NEW)), Streamed.item(0.7));
    assertEachFails(
        FAILED + "the stream must end with its final result but went on after it",
        Streaming.iterating(longer::iterator),
        Streaming.streaming(longer::stream),
        Streaming.publishing(() -> Counter.publisher(longer.iterator())));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private void assertEachFails(String message, Streaming<Double, Final<Long>>... wrong)
      throws Exception {
    for (Streaming<Double, Final<Long>> streaming : wrong) {
      Action<Double, Long> action = Action.of(Double.class, Long.class)
          .writes(COUNT)
          .streamFrom((state, inputs) -> streaming);
      try (ActionHarness harness = ActionHarness.single(hook, action)) {
        harness.push(ActionHarness.until("counter"));
        ActionEnd end = harness.failure();

        assertThat(end.status()).isEqualTo(unknown(message));
        assertThat(end.get(COUNT)).contains(0L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUndeclaredWriteIsAFailureThatNamesTheField(Shape shape) throws Exception {
    try (ActionHarness harness =
        ActionHarness.single(hook, shape.action(Spec.GOOD.writing(COUNT)))) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.failure();

      assertThat(end.status())
          .isEqualTo(unknown(FAILED
              + "action 'counter' does not declare to write field 'tracker'; it writes count"));
      assertThat(end.get(COUNT)).contains(0L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aValueChangedInPlaceByAnActionThatThenFailsIsAsItWas(boolean rocksdb) throws Exception {
    Field<Basket> basket = Field.copied("basket", Basket.class, Basket::new);
    List<List<Long>> seen = new ArrayList<>();
    Action<Double, Long> changing =
        Action.of(Double.class, Long.class).reads(basket).writes(basket).stream(
            (state, inputs, out) -> {
              Basket changed = state.get(basket);
              seen.add(List.copyOf(changed.values));
              changed.values.add(8L);
              throw new IllegalStateException("after " + changed.values);
            });
    Placement placement = rocksdb ? Placement.alone(true).onRocksdb() : Placement.alone(true);
    ActionSetup setup = ActionSetup.of(Graph.of("counter", changing))
        .withInitial(State.of(basket, new Basket(List.of(7L))));
    try (ActionHarness harness = ActionHarness.open(setup, placement)) {
      for (String request : List.of("a", "b")) {
        harness.push(ActionHarness.until("counter", request).wanting(basket));
        ActionEnd end = harness.failure();
        assertThat(end.status())
            .isEqualTo(unknown(
                request.equals("a")
                    ? FAILED + "after [7, 8]"
                    : "action 'counter' (step 0, attempt 1) failed: after [7, 8]"));
        assertThat(end.get(basket))
            .hasValueSatisfying(kept -> assertThat(kept.values).containsExactly(7L));
      }
    }
    assertThat(seen).containsExactly(List.of(7L), List.of(7L));
  }

  @Test
  void anErrorOfTheMachineFailsTheJob() throws Exception {
    Action<Void, Long> broken = Action.of(Long.class).run((state, inputs) -> {
      throw new StackOverflowError("deep");
    });
    try (ActionHarness harness = ActionHarness.single(hook, broken)) {
      harness.push(ActionHarness.until("counter"));

      assertThatThrownBy(harness::failure)
          .isInstanceOf(StackOverflowError.class)
          .hasMessage("deep");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatRaisesIsReportedAndChangesNothing(Shape shape) throws Exception {
    List<HookFailure> reported = new ArrayList<>();
    Hooks hooks = Hooks.of(new RaisingAtTheThird(), hook).reporting(reported::add);
    try (ActionHarness harness = ActionHarness.open(hooks, Recorded.graphOf(shape.action()))) {
      harness.push(ActionHarness.until("counter"));

      assertThat(harness.result().get(COUNT)).contains(1L);
      assertThat(ActionHarness.values(harness.await(11))).isEqualTo(Counter.items(0));
      assertThat(reported)
          .singleElement()
          .satisfies(failure -> assertThat(failure.error()).hasMessage("no third"));
      assertThat(hook.told).containsExactlyElementsOf(Recorded.OF_ONE_STEP);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatRaisesFailsItsStepIfSetSo(Shape shape) throws Exception {
    Hooks hooks = Hooks.of(new RaisingAtTheThird(), hook).failing().reporting(failure -> {});
    try (ActionHarness harness = ActionHarness.open(hooks, Recorded.graphOf(shape.action()))) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.failure();

      assertThat(end.status().message()).startsWith(FAILED).contains("no third");
      assertThat(end.get(COUNT)).contains(0L);
      assertThat(ActionHarness.values(harness.await(3)))
          .isEqualTo(Counter.items(0).subList(0, 2));
      assertThat(hook.count("step end")).isEqualTo(1);
      assertThat(hook.count("call end")).isEqualTo(1);
    }
  }

  private static final class RaisingAtTheThird implements Hook {
    @Override
    public void item(RunEvent.Item item) {
      if (item.index() == 2) {
        throw new IllegalStateException("no third");
      }
    }
  }

  /** A value that can be changed. */
  public static final class Basket {
    /** What is in it. */
    public List<Long> values = new ArrayList<>();

    /** For Flink. */
    public Basket() {}

    Basket(Basket other) {
      this(other.values);
    }

    Basket(List<Long> values) {
      this.values = new ArrayList<>(values);
    }
  }
}
