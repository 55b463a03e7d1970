package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import io.millrace.core.action.Outcome.Ending;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The seed's own scenario, for every shape of an action and both ways to run one. */
@Timeout(60)
class CounterTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void theItemsAreTheIntermediateResultsInOrderAndThenThereIsTheFinalOne(Shape shape, Way way) {
    Application application = hook.single(shape.action());

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0));
    assertThat(read.get().ending()).isEqualTo(Ending.HALTED_AFTER);
    assertThat(read.get().action()).isEqualTo("counter");
    assertThat(read.get().result(Long.class)).isEqualTo(1L);
    assertThat(read.get().state()).isEqualTo(counted(1, 1L)).isEqualTo(application.state());
  }

  @ParameterizedTest
  @EnumSource
  void getWithoutIteratingDrainsAndIsTwiceTheSame(Shape shape) {
    try (StreamingResult result = hook.single(shape.action()).streamResult(AFTER_COUNTER)) {
      Outcome outcome = result.get();

      assertThat(outcome.result(Long.class)).isEqualTo(1L);
      assertThat(outcome.state()).isEqualTo(counted(1, 1L));
      assertThat(result.get()).isSameAs(outcome);
      assertThat(hook.count("item")).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void getInTheMiddleOfIteratingDrainsTheRest(Shape shape) {
    try (StreamingResult result = hook.single(shape.action()).streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);

      assertThat(result.get().state()).isEqualTo(counted(1, 1L));
      assertThat(hook.count("item")).isEqualTo(10);
      assertThatThrownBy(result::iterator)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the intermediate results can be iterated once but were asked for again");
    }
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void theEndIsToldOnceOnSuccess(Shape shape, Way way) {
    way.read(hook.single(shape.action()), AFTER_COUNTER, StreamMode.HALTED);

    assertThat(hook.ends).containsExactly(new StepEnd(1L, counted(1, 1L), null));
    assertThat(hook.calls).singleElement().satisfies(end -> {
      assertThat(end.state()).isEqualTo(counted(1, 1L));
      assertThat(end.error()).isNull();
    });
  }

  @ParameterizedTest
  @EnumSource
  void theEndIsToldOnceWithTheOldStateWhenTheReaderStopsByAnException(Shape shape) {
    Application application = hook.single(shape.action());
    List<Object> seen = new ArrayList<>();

    assertThatThrownBy(() -> {
          try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
            for (Object item : result) {
              seen.add(item);
              refuseTheThird(seen);
            }
          }
        })
        .hasMessage("enough");

    assertThat(seen).isEqualTo(Counter.items(0).subList(0, 3));
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.ends).singleElement().satisfies(end -> {
      assertThat(end.state()).isEqualTo(NEW);
      assertThat(end.error()).isInstanceOf(StatusException.class);
    });
    assertThat(hook.calls)
        .singleElement()
        .satisfies(end -> assertThat(end.state()).isEqualTo(NEW));
  }

  private static void refuseTheThird(List<Object> seen) {
    if (seen.size() == 3) {
      throw new IllegalStateException("enough");
    }
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aMissingWriteIsAnErrorThatNamesTheField(Shape shape, Way way) {
    Spec spec = Spec.GOOD.updating((state, count) -> state.update(COUNT, count));

    Way.Read read = way.read(hook.single(shape.action(spec)), AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0));
    assertThat(read.failure())
        .isInstanceOf(StepFailedException.class)
        .hasMessage(
            "action 'counter' (step 0, attempt 0) failed: action 'counter' must write what it"
                + " declares but did not write tracker; it wrote count");
    assertThat(hook.ends)
        .singleElement()
        .satisfies(end -> assertThat(end.state()).isEqualTo(NEW));
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aFinalResultOfTheWrongTypeIsAnError(Shape shape, Way way) {
    Application application = hook.single(shape.action(Spec.GOOD.endingIn("eleven")));

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0));
    assertThat(read.failure())
        .isInstanceOf(StepFailedException.class)
        .hasMessage(
            "action 'counter' (step 0, attempt 0) failed: the final result must be a Long but"
                + " was a String (\"eleven\")");
    assertThat(application.state()).isEqualTo(NEW);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void theItemHookIsCalledForEachIntermediateResultAndNotForTheFinalOne(Shape shape, Way way) {
    way.read(hook.single(shape.action()), AFTER_COUNTER, StreamMode.HALTED);

    assertThat(hook.told).containsExactlyElementsOf(Recorded.OF_ONE_STEP);
  }
}
