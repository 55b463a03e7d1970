package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static io.millrace.core.action.Counter.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the seed leaves undefined, or gets wrong. */
@Timeout(60)
class WhatGoesWrongTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final RuntimeException broken = new IllegalStateException("the line is broken");

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void anActionThatRaisesInMidStreamKeepsItsItemsFailsAndChangesNothing(Shape shape, Way way) {
    Application application = hook.single(shape.action(Spec.GOOD.failingAfter(4, broken)));

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0).subList(0, 4));
    assertThat(read.failure())
        .isInstanceOf(StepFailedException.class)
        .hasMessage("action 'counter' (step 0, attempt 0) failed: the line is broken")
        .hasCause(broken);
    assertThat(application.progress()).isEqualTo(new Progress(NEW, null, null, 0, 1));
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
            "call end action 'counter' (step 0, attempt 0) failed: the line is broken");
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void afterAFailureTheSameStepIsTriedAgainAsAnotherAttempt(Shape shape, Way way) {
    List<RuntimeException> failures = new ArrayList<>(List.of(broken));
    Action<Double, Long> shaky = shape.action(Spec.GOOD.updating((state, count) -> {
      if (!failures.isEmpty()) {
        throw failures.remove(0);
      }
      return Counter.tracked(state, count);
    }));
    Application application = hook.single(shaky);

    assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).failure())
        .hasMessage("action 'counter' (step 0, attempt 0) failed: the line is broken");
    assertThat(application.state()).isEqualTo(NEW);
    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0));
    assertThat(hook.told).contains("step counter 0.0", "step counter 0.1");
    assertThat(application.progress())
        .isEqualTo(new Progress(counted(1, 1L), "counter", null, 1, 0));
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void anActionWithoutItemsEndsInItsFinalResult(Shape shape, Way way) {
    Spec silent = new Spec(0, Spec.Outcome.WELL, Spec.GOOD.writes(), Spec.GOOD.update());

    Way.Read read = way.read(hook.single(shape.action(silent)), AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertThat(hook.told).contains("stream counter 0.0", "stream end 0");
  }

  @ParameterizedTest
  @EnumSource
  void whatYieldsNothingAtAllHasNoFinalResult(Way way) {
    List<Streaming<Double, Final<Long>>> empty = List.of(
        Streaming.iterating(() -> List.<Streamed<Double, Final<Long>>>of().iterator()),
        Streaming.streaming(Stream::of),
        Streaming.publishing(() ->
            Counter.publisher(List.<Streamed<Double, Final<Long>>>of().iterator())));

    for (Streaming<Double, Final<Long>> nothing : empty) {
      Application application = hook.single(of(nothing));

      assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).failure())
          .hasMessage(
              "action 'counter' (step 0, attempt 0) failed: the stream must end with a final"
                  + " result but ended without one");
      assertThat(application.state()).isEqualTo(NEW);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatGoesOnAfterItsFinalResultFails(Way way) {
    Final<Long> last = new Final<>(1L, counted(1, 1L));
    List<Streamed<Double, Final<Long>>> longer =
        List.of(Streamed.item(0.5), Streamed.last(last), Streamed.item(0.7));
    List<Streaming<Double, Final<Long>>> all = List.of(
        Streaming.iterating(longer::iterator),
        Streaming.streaming(longer::stream),
        Streaming.publishing(() -> Counter.publisher(longer.iterator())));

    for (Streaming<Double, Final<Long>> streaming : all) {
      Application application = hook.single(of(streaming));
      Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

      assertThat(read.items()).containsExactly(0.5);
      assertThat(read.failure())
          .hasMessage("action 'counter' (step 0, attempt 0) failed: the stream must end with its"
              + " final result but went on after it");
      assertThat(application.state()).isEqualTo(NEW);
    }
  }

  private static Action<Double, Long> of(Streaming<Double, Final<Long>> streaming) {
    return Action.of(Double.class, Long.class)
        .reads(COUNT)
        .writes(COUNT, TRACKER)
        .streamFrom((state, inputs) -> streaming);
  }

  @ParameterizedTest
  @EnumSource
  void bindingsAreChainedAndTheLastOfOneNameCounts(Way way) {
    Field<Long> by = Field.ofLong("by");
    Field<String> unit = Field.ofString("unit");
    Field<String> said = Field.ofString("said");
    Action<Void, Long> adding = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT, said)
        .inputs(Input.required(by), Input.required(unit), Input.optional(said, "so"))
        .run((state, inputs) -> {
          long sum = state.get(COUNT) + inputs.get(by);
          String text = sum + " " + inputs.get(unit) + " " + inputs.get(said);
          return new Final<>(sum, state.update(COUNT, sum).update(said, text));
        });
    Application application = hook.application(
        Graph.of("add", adding.bind(by, 1L).bind(unit, "miles").bind(by, 5L)), State.of(COUNT, 1L));

    Outcome outcome = way.read(application, Request.toTheEnd().with(said, "now"), StreamMode.NONE)
        .get();

    assertThat(outcome.state().get(said)).isEqualTo("6 miles now");
    assertThat(adding.bind(by, 1L).inputs())
        .extracting(Input::name)
        .containsExactly("unit", "said");
    assertThat(adding.inputs()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void theFinalStateOfWhatStreamsInsideParallelIsNotLost(Shape shape) {
    for (Way way : Way.values()) {
      Field<List<Long>> counts = Field.listOf("counts", Long.class);
      Action<BranchItem, Long> both = Action.of(BranchItem.class, Long.class)
          .reads(COUNT)
          .writes(counts)
          .streamFrom((state, inputs) -> Parallel.of(List.of(
                  Branch.of("low", shape.action(), NEW),
                  Branch.of("high", shape.action(), NEW.update(COUNT, 100L))))
              .map(results -> {
                List<Long> ends =
                    results.stream().map(end -> end.get().state().get(COUNT)).toList();
                return new Final<>(ends.get(0) + ends.get(1), state.update(counts, ends));
              }));
      Application application = hook.application(Recorded.graphOf(both), NEW);

      Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

      assertThat(read.get().state().get(counts)).containsExactly(1L, 101L);
      assertThat(ofBranch(read, "low")).isEqualTo(Counter.items(0));
      assertThat(ofBranch(read, "high")).isEqualTo(Counter.items(100));
    }
  }

  private static List<Object> ofBranch(Way.Read read, String name) {
    return read.items().stream()
        .map(BranchItem.class::cast)
        .filter(item -> item.branch().equals(name))
        .map(item -> item.item().item())
        .toList();
  }
}
