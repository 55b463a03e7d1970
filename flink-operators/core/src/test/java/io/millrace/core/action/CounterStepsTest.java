package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Outcome.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario of the seed in graphs of several steps. */
@Timeout(60)
class CounterStepsTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void ofTwoStreamingActionsTheOneHaltedAfterStreams(Shape shape, Way way) {
    Application application = two(shape);

    Way.Read read = way.read(application, Request.until(Halt.after("second")), StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(1));
    assertThat(read.get().state()).isEqualTo(counted(2, 1L, 2L));
    assertThat(hook.told).contains("step first 0.0", "step second 1.0");
    assertStreamHooks(1, 10, 1);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
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
  @MethodSource(Way.EVERY_MODE)
  void aLoopOfSilentStepsIsRunBeforeTheOneThatStreams(Shape shape, Way way) {
    Application application = loop(shape);

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
  @MethodSource(Way.EVERY_MODE)
  void anActionThatDoesNotStreamGivesNoItemsAndItsResult(Shape shape, Way way) {
    Application application = hook.single(shape.plain());

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().result(Long.class)).isEqualTo(1);
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertStreamHooks(0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void aHaltBeforeGivesNoItemsAndNoResult(Shape shape, Way way) {
    Application application = loop(shape);

    Way.Read read = way.read(application, Request.until(Halt.before("counter")), StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().ending()).isEqualTo(Ending.HALTED_BEFORE);
    assertThat(read.get().result()).isNull();
    assertThat(read.get().state().get(COUNT)).isEqualTo(10);
    assertStreamHooks(0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void withoutStreamingTheAnswerIsTheSame(Shape shape, Way way) {
    Way.Read read = way.read(loop(shape), AFTER_COUNTER, StreamMode.NONE);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().result(Long.class)).isEqualTo(11);
    assertThat(read.get().progress().sequence()).isEqualTo(11);
    assertStreamHooks(0, 0, 0);
  }

  private Application two(Shape shape) {
    return hook.application(Counter.two(shape), NEW);
  }

  private Application loop(Shape shape) {
    return hook.application(Counter.loop(shape), NEW);
  }

  private void assertStreamHooks(long starts, long items, long ends) {
    assertThat(List.of(
            hook.count("stream") - hook.count("stream end"),
            hook.count("item"),
            hook.count("stream end")))
        .containsExactly(starts, items, ends);
  }
}
