package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Recorded;
import io.millrace.core.action.StepEnd;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seed's own scenario on the operator, for every shape of an action, as {@code CounterTest} has it in plain Java. */
@Timeout(60)
class ActionCounterTest {

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @EnumSource
  void theItemsAreTheIntermediateResultsInOrderAndThenThereIsTheFinalOne(Shape shape)
      throws Exception {
    try (ActionHarness harness = ActionHarness.single(hook, shape.action())) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.result();
      List<Message<ActionItem>> messages = harness.await(11);

      assertThat(ActionHarness.values(messages)).isEqualTo(Counter.items(0));
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
      assertThat(end.action()).isEqualTo("counter");
      assertThat(end.attempt()).isEqualTo(AsyncHarness.NUMBER + 1);
    }
  }

  /** What {@code get()} is in plain Java: whoever reads no items has the result all the same, each time he asks. */
  @ParameterizedTest
  @EnumSource
  void theResultIsThereWithoutReadingItemsAndIsTwiceTheSame(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.single(hook, shape.action())) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.result();
      harness.push(ActionHarness.until("counter"));

      assertThat(harness.result()).isEqualTo(end);
      assertThat(hook.count("item")).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndIsToldOnceOnSuccess(Shape shape) throws Exception {
    try (ActionHarness harness = ActionHarness.single(hook, shape.action())) {
      harness.push(ActionHarness.until("counter"));
      harness.result();

      assertThat(hook.ends).containsExactly(new StepEnd(1L, counted(1, 1L), null));
      assertThat(hook.calls).singleElement().satisfies(end -> {
        assertThat(end.state()).isEqualTo(counted(1, 1L));
        assertThat(end.error()).isNull();
      });
    }
  }

  /** A reader that stops sends a cancellation. */
  @ParameterizedTest
  @EnumSource
  void theEndIsToldOnceWithTheOldStateWhenTheReaderStops(Shape shape) throws Exception {
    Spec endless = new Spec(100_000, Spec.Outcome.WELL, Spec.GOOD.writes(), Spec.GOOD.update());
    try (ActionHarness harness = ActionHarness.single(hook, shape.action(endless))) {
      harness.push(ActionHarness.until("counter"));
      harness.awaitItem();
      harness.push(ActionCall.cancel("app", "r"));
      ActionEnd end = harness.failure();

      assertThat(end.status())
          .isEqualTo(Status.Code.CANCELLED.because("the request was cancelled"));
      assertThat(end.get(COUNT)).contains(0L);
      assertThat(end.get(TRACKER)).contains(List.of());
      assertThat(end.step()).isZero();
      assertThat(harness.output()).hasSize((int) end.items() + 1);
      assertThat(hook.ends).singleElement().satisfies(step -> {
        assertThat(step.state()).isEqualTo(NEW);
        assertThat(step.error())
            .hasMessage("CANCELLED: the run was cancelled in action 'counter' (step 0, attempt 0);"
                + " the state is as it was before");
      });
      assertThat(hook.calls)
          .singleElement()
          .satisfies(call -> assertThat(call.state()).isEqualTo(NEW));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingWriteIsAFailureThatNamesTheField(Shape shape) throws Exception {
    Spec spec = Spec.GOOD.updating((state, count) -> state.update(COUNT, count));
    try (ActionHarness harness = ActionHarness.single(hook, shape.action(spec))) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.failure();

      assertThat(end.status())
          .isEqualTo(Status.Code.UNKNOWN.because(
              "action 'counter' (step 0, attempt 0) failed: action 'counter' must write what it"
                  + " declares but did not write tracker; it wrote count"));
      assertThat(end.get(COUNT)).contains(0L);
      assertThat(ActionHarness.values(harness.output())).isEqualTo(Counter.items(0));
      assertThat(hook.ends)
          .singleElement()
          .satisfies(step -> assertThat(step.state()).isEqualTo(NEW));
      assertThat(harness.letters()).extracting(DeadLetter::requestId).containsExactly("r");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFinalResultOfTheWrongTypeIsAFailure(Shape shape) throws Exception {
    try (ActionHarness harness =
        ActionHarness.single(hook, shape.action(Spec.GOOD.endingIn("eleven")))) {
      harness.push(ActionHarness.until("counter"));
      ActionEnd end = harness.failure();

      assertThat(end.status())
          .isEqualTo(Status.Code.UNKNOWN.because(
              "action 'counter' (step 0, attempt 0) failed: the final result must be a Long but"
                  + " was a String (\"eleven\")"));
      assertThat(end.get(COUNT)).contains(0L);
      assertThat(end.items()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theItemHookIsCalledForEachIntermediateResultAndNotForTheFinalOne(Shape shape)
      throws Exception {
    try (ActionHarness harness = ActionHarness.single(hook, shape.action())) {
      harness.push(ActionHarness.until("counter"));
      harness.result();

      assertThat(hook.told).containsExactlyElementsOf(Recorded.OF_ONE_STEP);
    }
  }
}
