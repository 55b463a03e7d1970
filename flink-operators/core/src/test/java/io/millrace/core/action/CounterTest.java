package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import io.millrace.core.action.Outcome.Ending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The seed's own scenario, for every shape of an action and both ways to run one. */
@Timeout(60)
class CounterTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  static Stream<Arguments> everyMode() {
    return Arrays.stream(Shape.values())
        .flatMap(shape -> Arrays.stream(Way.values()).map(way -> Arguments.of(shape, way)));
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void theItemsAreTheIntermediateResultsInOrderAndThenThereIsTheFinalOne(Shape shape, Way way) {
    Application application = single(shape.action());

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
    try (StreamingResult result = single(shape.action()).streamResult(AFTER_COUNTER)) {
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
    try (StreamingResult result = single(shape.action()).streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);

      assertThat(result.get().state()).isEqualTo(counted(1, 1L));
      assertThat(hook.count("item")).isEqualTo(10);
      assertThatThrownBy(result::iterator)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the intermediate results can be iterated once but were asked for again");
    }
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void theEndIsToldOnceOnSuccess(Shape shape, Way way) {
    way.read(single(shape.action()), AFTER_COUNTER, StreamMode.HALTED);

    assertThat(hook.ends).containsExactly(new StepEnd(1L, counted(1, 1L), null));
    assertThat(hook.calls).singleElement().satisfies(end -> {
      assertThat(end.state()).isEqualTo(counted(1, 1L));
      assertThat(end.error()).isNull();
    });
  }

  @ParameterizedTest
  @EnumSource
  void theEndIsToldOnceWithTheOldStateWhenTheReaderStopsByAnException(Shape shape) {
    Application application = single(shape.action());
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
  @MethodSource("everyMode")
  void aMissingWriteIsAnErrorThatNamesTheField(Shape shape, Way way) {
    Spec spec = Spec.GOOD.updating((state, count) -> state.update(COUNT, count));

    Way.Read read = way.read(single(shape.action(spec)), AFTER_COUNTER, StreamMode.HALTED);

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
  @MethodSource("everyMode")
  void aFinalResultOfTheWrongTypeIsAnError(Shape shape, Way way) {
    Application application = single(shape.action(Spec.GOOD.endingIn("eleven")));

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
  @MethodSource("everyMode")
  void theItemHookIsCalledForEachIntermediateResultAndNotForTheFinalOne(Shape shape, Way way) {
    way.read(single(shape.action()), AFTER_COUNTER, StreamMode.HALTED);

    assertThat(hook.told)
        .containsExactly(
            "call app",
            "step counter 0.0",
            "stream counter 0.0",
            "item 0",
            "item 1",
            "item 2",
            "item 3",
            "item 4",
            "item 5",
            "item 6",
            "item 7",
            "item 8",
            "item 9",
            "stream end 10",
            "step end 1",
            "call end HALTED_AFTER");
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void ofTwoStreamingActionsTheOneHaltedAfterStreams(Shape shape, Way way) {
    Application application = two(shape);

    Way.Read read = way.read(application, Request.until(Halt.after("second")), StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(1));
    assertThat(read.get().state()).isEqualTo(counted(2, 1L, 2L));
    assertThat(hook.told).contains("step first 0.0", "step second 1.0");
    assertStreamHooks(1, 10, 1);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void everyStepStreamsWhereAllAreIterated(Shape shape, Way way) {
    Way.Read read = way.read(two(shape), Request.until(Halt.after("second")), StreamMode.EVERY);

    assertThat(read.items())
        .isEqualTo(
            Stream.of(Counter.items(0), Counter.items(1)).flatMap(List::stream).toList());
    assertThat(read.get().state()).isEqualTo(counted(2, 1L, 2L));
    assertThat(hook.told).contains("step first 0.0", "step second 1.0");
    assertStreamHooks(2, 20, 2);
  }

  @ParameterizedTest
  @EnumSource
  void everyStepStreamsAlsoIfTheReaderDoesNotReadItsItems(Shape shape) {
    List<Step> steps = new ArrayList<>();
    List<Object> results = new ArrayList<>();
    try (StreamingSteps iterated = two(shape).streamIterate(Request.until(Halt.after("second")))) {
      iterated.forEachRemaining(step -> {
        steps.add(step.step());
        results.add(step.get().result());
        assertThat(step.get()).isEqualTo(step.get());
      });
      assertThat(iterated.get().state()).isEqualTo(counted(2, 1L, 2L));
    }

    assertThat(steps)
        .containsExactly(
            new Step("app", "first", 0, 0, true), new Step("app", "second", 1, 0, true));
    assertThat(results).containsExactly(1L, 2L);
    assertStreamHooks(2, 20, 2);
  }

  @ParameterizedTest
  @EnumSource
  void everyStepStreamsAlsoIfTheReaderOnlyAsksForTheOutcome(Shape shape) {
    try (StreamingSteps iterated = two(shape).streamIterate(Request.until(Halt.after("second")))) {
      assertThat(iterated.next().step().action()).isEqualTo("first");

      assertThat(iterated.get().state()).isEqualTo(counted(2, 1L, 2L));
    }
    assertStreamHooks(2, 20, 2);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void aLoopOfSilentStepsIsRunBeforeTheOneThatStreams(Shape shape, Way way) {
    Application application = loop(shape, "counter");

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(10));
    assertThat(read.get().state().get(COUNT)).isEqualTo(11);
    assertThat(hook.told.stream().filter(line -> line.startsWith("step ") && !line.contains("end")))
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

  @ParameterizedTest
  @MethodSource("everyMode")
  void anActionThatDoesNotStreamGivesNoItemsAndItsResult(Shape shape, Way way) {
    Application application = single(shape.plain());

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().result(Long.class)).isEqualTo(1);
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertStreamHooks(0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void aHaltBeforeGivesNoItemsAndNoResult(Shape shape, Way way) {
    Application application = loop(shape, "counter");

    Way.Read read = way.read(application, Request.until(Halt.before("counter")), StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().ending()).isEqualTo(Ending.HALTED_BEFORE);
    assertThat(read.get().result()).isNull();
    assertThat(read.get().state().get(COUNT)).isEqualTo(10);
    assertStreamHooks(0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void withoutStreamingTheAnswerIsTheSame(Shape shape, Way way) {
    Way.Read read = way.read(loop(shape, "counter"), AFTER_COUNTER, StreamMode.NONE);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().result(Long.class)).isEqualTo(11);
    assertThat(read.get().progress().sequence()).isEqualTo(11);
    assertStreamHooks(0, 0, 0);
  }

  private Application single(Action<?, ?> action) {
    return application(Graph.of("counter", action));
  }

  private Application two(Shape shape) {
    return application(Graph.builder()
        .action("first", shape.action())
        .action("second", shape.action())
        .transition("first", "second")
        .entry("first")
        .build());
  }

  private Application loop(Shape shape, String last) {
    return application(Graph.builder()
        .action("silent", shape.plain())
        .action(last, shape.action())
        .transition("silent", last, Condition.when(COUNT, 10L))
        .transition("silent", "silent")
        .entry("silent")
        .build());
  }

  private Application application(Graph graph) {
    return Application.builder("app", graph).state(NEW).hooks(hook).build();
  }

  private void assertStreamHooks(long starts, long items, long ends) {
    assertThat(List.of(
            hook.count("stream") - hook.count("stream end"),
            hook.count("item"),
            hook.count("stream end")))
        .containsExactly(starts, items, ends);
  }

  static State counted(long count, Long... tracked) {
    return State.of(COUNT, count).update(TRACKER, List.of(tracked));
  }
}
