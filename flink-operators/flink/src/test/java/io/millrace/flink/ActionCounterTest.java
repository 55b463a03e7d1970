package io.millrace.flink;

import static io.millrace.flink.Counting.COUNT;
import static io.millrace.flink.Counting.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.CallEnd;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Hook;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Request;
import io.millrace.core.action.RunEvent;
import io.millrace.core.action.Step;
import io.millrace.core.action.StreamMode;
import io.millrace.flink.Counting.Way;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ten cases of the seed, on the operator. */
@Timeout(60)
class ActionCounterTest {

  private static ActionCall call(String halt) {
    return ActionCall.of("app", "r", Request.until(Halt.after(halt))).wanting(COUNT, TRACKER);
  }

  private static List<Double> values(List<Message<ActionItem>> messages) {
    return messages.stream()
        .filter(Message::hasPayload)
        .map(message -> ActionHarness.item(message).value(Double.class))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theItemsAreTheIntermediateResultsInOrderAndThenThereIsTheFinalOne(Way way) throws Exception {
    try (ActionHarness harness = ActionHarness.open(Graph.of("counter", way.action()))) {
      harness.push(call("counter"));
      ActionEnd end = harness.result();
      List<Message<ActionItem>> messages = harness.await(11);

      assertThat(values(messages)).isEqualTo(Counting.items(0));
      assertThat(messages)
          .extracting(Message::sequence)
          .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
      assertThat(messages).extracting(Message::attempt).containsOnly(AsyncHarness.NUMBER + 1);
      assertThat(messages.get(10).last()).isTrue();
      assertThat(messages.get(10).status()).isEqualTo(Status.OK);
      assertThat(ActionHarness.item(messages.get(3)).action()).isEqualTo("counter");
      assertThat(ActionHarness.item(messages.get(3)).index()).isEqualTo(3);
      assertThat(end.result(Long.class)).contains(1L);
      assertThat(end.items()).isEqualTo(10);
      assertThat(end.get(COUNT)).contains(1L);
      assertThat(end.get(TRACKER)).contains(List.of(1L));
      assertThat(end.ending()).isEqualTo(Ending.HALTED_AFTER);
      assertThat(end.attempt()).isEqualTo(AsyncHarness.NUMBER + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoThatStreamGiveTheItemsOfTheOneItHaltsAfter(Way way) throws Exception {
    Told told = new Told();
    try (ActionHarness harness = told.open(way.two())) {
      harness.push(call("second"));
      ActionEnd end = harness.result();

      assertThat(values(harness.output())).isEqualTo(Counting.items(1));
      assertThat(end.get(COUNT)).contains(2L);
      assertThat(end.get(TRACKER)).contains(List.of(1L, 2L));
      assertThat(told.steps).containsExactly(0L, 1L);
      assertThat(told.streams).containsExactly("second: 10");
      assertThat(told.items).isEqualTo(10);
      assertThat(told.ends).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereEveryStepStreamsThereAreTheItemsOfBoth(Way way) throws Exception {
    Told told = new Told();
    try (ActionHarness harness = told.open(way.two())) {
      harness.push(call("second").streaming(StreamMode.EVERY));
      ActionEnd end = harness.result();
      List<Message<ActionItem>> messages = harness.await(21);

      List<Double> both = new ArrayList<>(Counting.items(0));
      both.addAll(Counting.items(1));
      assertThat(values(messages)).isEqualTo(both);
      assertThat(messages.get(20).sequence()).isEqualTo(20);
      assertThat(end.items()).isEqualTo(20);
      assertThat(told.streams).containsExactly("first: 10", "second: 10");
      assertThat(told.items).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenSilentStepsAndThenTheOneThatStreams(Way way) throws Exception {
    Told told = new Told();
    try (ActionHarness harness = told.open(way.loop(true))) {
      harness.push(call("counter"));
      ActionEnd end = harness.result();

      assertThat(values(harness.output())).isEqualTo(Counting.items(10));
      assertThat(end.get(COUNT)).contains(11L);
      assertThat(end.step()).isEqualTo(11);
      assertThat(told.steps).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ifTheOneItHaltsAfterDoesNotStreamThereAreNoItems(Way way) throws Exception {
    try (ActionHarness harness = ActionHarness.open(way.loop(false))) {
      harness.push(call("counter"));
      ActionEnd end = harness.result();

      assertThat(values(harness.output())).isEmpty();
      assertThat(end.items()).isZero();
      assertThat(end.result(Long.class)).contains(11L);
      assertThat(end.get(COUNT)).contains(11L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ifItHaltsBeforeThereIsNoResult(Way way) throws Exception {
    try (ActionHarness harness = ActionHarness.open(way.loop(true))) {
      harness.push(
          ActionCall.of("app", "r", Request.until(Halt.before("counter"))).wanting(COUNT));
      ActionEnd end = harness.result();

      assertThat(values(harness.output())).isEmpty();
      assertThat(end.result(Long.class)).isEmpty();
      assertThat(end.ending()).isEqualTo(Ending.HALTED_BEFORE);
      assertThat(end.action()).isEqualTo("counter");
      assertThat(end.get(COUNT)).contains(10L);
    }
  }

  @Test
  void aMissingWriteIsAFailureThatNamesTheField() throws Exception {
    Action<Double, Long> forgetful =
        Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT, TRACKER).stream(
            (state, inputs, out) -> {
              out.accept(0.5);
              return new Final<>(1L, state.update(COUNT, 1L));
            });
    try (ActionHarness harness = ActionHarness.open(Graph.of("counter", forgetful))) {
      harness.push(call("counter"));
      ActionEnd end = harness.failure();

      assertThat(end.status().message()).contains("counter").contains("tracker");
      assertThat(end.get(COUNT)).contains(0L);
      assertThat(values(harness.output())).containsExactly(0.5);
      assertThat(harness.letters()).extracting(DeadLetter::requestId).containsExactly("r");
    }
  }

  @Test
  @SuppressWarnings("unchecked") // what generics promise, and erasure lets an author break
  void aFinalResultOfTheWrongTypeIsAFailure() throws Exception {
    Action<Double, Long> wrong =
        Action.of(Double.class, Long.class).writes(COUNT).stream((state, inputs, out) ->
            (Final<Long>) (Final<?>) new Final<>("one", state.update(COUNT, 1L)));
    Graph graph = Graph.builder()
        .action("wrong", wrong)
        .action("counter", Way.FUNCTION.action())
        .transition("wrong", "counter")
        .entry("wrong")
        .build();
    try (ActionHarness harness = ActionHarness.open(graph)) {
      harness.push(call("counter"));

      ActionEnd end = harness.failure();
      assertThat(end.status().message()).contains("Long").contains("one");
      assertThat(end.get(COUNT)).contains(0L);
    }
  }

  @Test
  void anActionThatRaisesInMidStreamKeepsItsItemsFailsAndChangesNothing() throws Exception {
    Action<Double, Long> raising =
        Action.of(Double.class, Long.class).reads(COUNT).writes(COUNT).stream(
            (state, inputs, out) -> {
              out.accept(0.1);
              out.accept(0.2);
              throw new IllegalStateException("down");
            });
    Graph graph = Graph.builder()
        .action("first", Way.FUNCTION.action())
        .action("raising", raising)
        .transition("first", "raising")
        .entry("first")
        .build();
    Told told = new Told();
    try (ActionHarness harness = told.open(graph)) {
      harness.push(call("raising"));
      ActionEnd end = harness.failure();
      List<Message<ActionItem>> messages = harness.await(3);

      assertThat(values(messages)).containsExactly(0.1, 0.2);
      assertThat(messages.get(2).status()).isEqualTo(end.status());
      assertThat(end.status())
          .isEqualTo(
              Status.Code.UNKNOWN.because("action 'raising' (step 1, attempt 0) failed: down"));
      assertThat(end.get(COUNT)).contains(1L);
      assertThat(end.step()).isEqualTo(1);
      assertThat(told.ends).isEqualTo(1);
    }
  }

  /** Keeps what hooks are told. */
  private static final class Told implements Hook {
    final List<Long> steps = new ArrayList<>();
    final List<String> streams = new ArrayList<>();
    int items;
    int ends;

    ActionHarness open(Graph graph) throws Exception {
      return ActionHarness.open(
          ActionSetup.of(graph).withInitial(Counting.NEW).withHooks(Hooks.of(this)),
          ActionHarness.LIMITS);
    }

    @Override
    public void stepStarted(Step step) {
      steps.add(step.sequence());
    }

    @Override
    public void item(RunEvent.Item item) {
      items++;
    }

    @Override
    public void streamEnded(Step step, long count) {
      streams.add(step.action() + ": " + count);
    }

    @Override
    public void callEnded(io.millrace.core.action.Call call, CallEnd end) {
      ends++;
    }
  }
}
