package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Recorded;
import io.millrace.core.action.Request;
import io.millrace.core.action.StreamMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenario of the seed in graphs of several steps, on the operator. */
@Timeout(60)
class ActionCounterStepsTest {

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @EnumSource
  void ofTwoStreamingActionsTheOneHaltedAfterStreams(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.open(hook, Counter.two(shape))) {
      harness.push(ActionHarness.until("second"));
      ActionEnd end = harness.result();

      assertThat(ActionHarness.values(harness.await(11))).isEqualTo(Counter.items(1));
      assertThat(end.get(COUNT)).contains(2L);
      assertThat(end.get(TRACKER)).contains(List.of(1L, 2L));
      assertThat(hook.told).contains("step first 0.0", "step second 1.0");
      assertStreamHooks(1, 10, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStepStreamsWhereAllAreIterated(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.open(hook, Counter.two(shape))) {
      harness.push(ActionHarness.until("second").streaming(StreamMode.EVERY));
      ActionEnd end = harness.result();
      List<Message<ActionItem>> messages = harness.await(21);

      List<Object> both = new ArrayList<>(Counter.items(0));
      both.addAll(Counter.items(1));
      assertThat(ActionHarness.values(messages)).isEqualTo(both);
      assertThat(messages.get(20).sequence()).isEqualTo(20);
      assertThat(end.items()).isEqualTo(20);
      assertThat(end.get(TRACKER)).contains(List.of(1L, 2L));
      assertThat(hook.told).contains("step first 0.0", "step second 1.0");
      assertStreamHooks(2, 20, 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoopOfSilentStepsIsRunBeforeTheOneThatStreams(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.open(hook, Counter.loop(shape))) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.result();

      assertThat(ActionHarness.values(harness.await(11))).isEqualTo(Counter.items(10));
      assertThat(end.get(COUNT)).contains(11L);
      assertThat(end.step()).isEqualTo(11);
      assertThat(
              hook.told.stream().filter(line -> line.startsWith("step ") && !line.contains("end")))
          .containsExactly(
              "step silent 0.0",
              "step silent 1.0",
              "step silent 2.0",
              "step silent 3.0",
              "step silent 4.0",
              "step silent 5.0",
              "step silent 6.0",
              "step silent 7.0",
              "step silent 8.0",
              "step silent 9.0",
              "step counter 10.0");
      assertStreamHooks(1, 10, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anActionThatDoesNotStreamGivesNoItemsAndItsResult(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.single(hook, shape.plain())) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.result();

      assertThat(ActionHarness.values(harness.await(1))).isEmpty();
      assertThat(end.items()).isZero();
      assertThat(end.result(Long.class)).contains(1L);
      assertThat(end.get(TRACKER)).contains(List.of(1L));
      assertStreamHooks(0, 0, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHaltBeforeGivesNoItemsAndNoResult(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.open(hook, Counter.loop(shape))) {
      harness.push(
          ActionCall.of("app", "r", Request.until(Halt.before("counter"))).wanting(COUNT));
      ActionEnd end = harness.result();

      assertThat(ActionHarness.values(harness.await(1))).isEmpty();
      assertThat(end.result(Long.class)).isEmpty();
      assertThat(end.ending()).isEqualTo(Ending.HALTED_BEFORE);
      assertThat(end.action()).isEqualTo("counter");
      assertThat(end.get(COUNT)).contains(10L);
      assertStreamHooks(0, 0, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutStreamingTheAnswerIsTheSame(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.open(hook, Counter.loop(shape))) {
      harness.push(ActionHarness.until("counter").streaming(StreamMode.NONE));
      ActionEnd end = harness.result();

      assertThat(ActionHarness.values(harness.await(1))).isEmpty();
      assertThat(end.result(Long.class)).contains(11L);
      assertThat(end.step()).isEqualTo(11);
      assertStreamHooks(0, 0, 0);
    }
  }

  private void assertStreamHooks(long starts, long items, long ends) {
    assertThat(List.of(
            hook.count("stream") - hook.count("stream end"),
            hook.count("item"),
            hook.count("stream end")))
        .containsExactly(starts, items, ends);
  }
}
