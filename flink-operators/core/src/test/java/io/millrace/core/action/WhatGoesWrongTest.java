package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static io.millrace.core.action.CounterTest.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import io.millrace.core.action.Outcome.Ending;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the seed leaves undefined, or gets wrong. */
@Timeout(60)
class WhatGoesWrongTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));
  private final RuntimeException broken = new IllegalStateException("the line is broken");

  private final Recorded hook = new Recorded();

  static Stream<Arguments> everyMode() {
    return CounterTest.everyMode();
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void anActionThatRaisesInMidStreamKeepsItsItemsFailsAndChangesNothing(Shape shape, Way way) {
    Application application = single(shape.action(Spec.GOOD.failingAfter(4, broken)));

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
  @MethodSource("everyMode")
  void afterAFailureTheSameStepIsTriedAgainAsAnotherAttempt(Shape shape, Way way) {
    List<RuntimeException> failures = new ArrayList<>(List.of(broken));
    Action<Double, Long> shaky = shape.action(Spec.GOOD.updating((state, count) -> {
      if (!failures.isEmpty()) {
        throw failures.remove(0);
      }
      return Counter.tracked(state, count);
    }));
    Application application = single(shaky);

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
  @MethodSource("everyMode")
  void anActionWithoutItemsEndsInItsFinalResult(Shape shape, Way way) {
    Spec silent = new Spec(0, Spec.Outcome.WELL, Spec.GOOD.writes(), Spec.GOOD.update());

    Way.Read read = way.read(single(shape.action(silent)), AFTER_COUNTER, StreamMode.HALTED);

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
      Application application = single(of(nothing));

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
      Application application = single(of(streaming));
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
  @MethodSource("everyMode")
  void anUndeclaredWriteIsAnErrorThatNamesTheField(Shape shape, Way way) {
    Application application = single(shape.action(Spec.GOOD.writing(COUNT)));

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.failure())
        .hasMessage(
            "action 'counter' (step 0, attempt 0) failed: action 'counter' does not declare to"
                + " write field 'tracker'; it writes count");
    assertThat(application.state()).isEqualTo(NEW);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void anUndeclaredWriteInAStateOfTheActionsOwnMakingIsAnErrorToo(Shape shape, Way way) {
    Spec spec = Spec.GOOD
        .writing(COUNT)
        .updating((state, count) -> State.of(COUNT, count).append(TRACKER, count));

    assertThat(way.read(single(shape.action(spec)), AFTER_COUNTER, StreamMode.HALTED)
            .failure())
        .hasMessage(
            "action 'counter' (step 0, attempt 0) failed: action 'counter' does not declare to"
                + " write field 'tracker'; it writes count");
  }

  @ParameterizedTest
  @EnumSource
  void closingEarlyStopsTheActionAndLeavesTheStateAndSaysSo(Shape shape) {
    Application application = single(shape.action());
    StreamingResult result = application.streamResult(AFTER_COUNTER);
    Iterator<Object> items = result.iterator();
    assertThat(items.next()).isEqualTo(0.1);

    result.close();

    String message = "CANCELLED: the run was cancelled in action 'counter' (step 0, attempt 0); the"
        + " state is as it was before";
    assertThatThrownBy(result::get).isInstanceOf(StatusException.class).hasMessage(message);
    assertThatThrownBy(result::get).hasMessage(message);
    assertThatThrownBy(items::hasNext).hasMessage(message);
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.told).endsWith("step end " + message, "call end " + message);
    result.close();
    assertThat(hook.calls).hasSize(1);
    assertThat(application.run(AFTER_COUNTER).state()).isEqualTo(counted(1, 1L));
  }

  @Test
  void closingEarlyTellsABlockedActionByAnInterruptAndAPushingOneByAnException() throws Exception {
    CompletableFuture<Throwable> stopped = new CompletableFuture<>();
    CountDownLatch blocks = new CountDownLatch(1);
    Action<Double, Long> action =
        Action.of(Double.class, Long.class).writes(COUNT).stream((state, inputs, out) -> {
          try {
            out.accept(0.1);
            blocks.countDown();
            new CountDownLatch(1).await();
          } catch (InterruptedException | CancellationException e) {
            stopped.complete(e);
            throw e;
          }
          return new Final<>(1L, state.update(COUNT, 1L));
        });
    Execution execution = single(action).streamAsync(AFTER_COUNTER, StreamMode.HALTED);
    Way.Collecting reader = new Way.Collecting();
    execution.subscribe(reader);
    blocks.await();

    execution.cancel();

    assertThat(stopped.get()).isInstanceOf(InterruptedException.class);
    CompletableFuture<Throwable> pushing = new CompletableFuture<>();
    try (StreamingResult result = single(pushingForEver(pushing)).streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);
    }
    assertThat(pushing.get())
        .isInstanceOf(CancellationException.class)
        .hasMessage("the action was cancelled");
  }

  private static Action<Double, Long> pushingForEver(CompletableFuture<Throwable> stopped) {
    return Action.of(Double.class, Long.class).writes(COUNT).stream((state, inputs, out) -> {
      try {
        while (true) {
          out.accept(0.1);
        }
      } catch (CancellationException e) {
        stopped.complete(e);
        throw e;
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void overlappingRequestsAreRefused(Shape shape) {
    Application application = single(shape.action());
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      assertThat(result.iterator().next()).isEqualTo(0.1);

      assertThatThrownBy(() -> application.run(AFTER_COUNTER))
          .isInstanceOf(StatusException.class)
          .hasMessage("FAILED_PRECONDITION: application 'app' must run one request at a time but"
              + " another is under way");

      assertThat(result.get().state()).isEqualTo(counted(1, 1L));
    }
    assertThat(hook.calls).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aListChangedInPlaceByAnActionThatThenFailsIsAsItWas(Way way) {
    List<Long> given = new ArrayList<>(List.of(7L));
    Action<Double, Long> changing =
        Action.of(Double.class, Long.class).reads(TRACKER).writes(TRACKER).stream(
            (state, inputs, out) -> {
              out.accept(0.1);
              state.get(TRACKER).add(8L);
              return new Final<>(1L, state);
            });
    Application application = application(Graph.of("counter", changing), State.of(TRACKER, given));
    given.add(9L);

    assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).failure())
        .isInstanceOf(StepFailedException.class)
        .hasCauseInstanceOf(UnsupportedOperationException.class);

    assertThat(application.state().get(TRACKER)).containsExactly(7L);
  }

  @ParameterizedTest
  @EnumSource
  void aCopiedValueChangedInPlaceByAnActionThatThenFailsIsAsItWas(Way way) {
    Field<StringBuilder> draft =
        Field.copied("draft", StringBuilder.class, text -> new StringBuilder(text.toString()));
    Action<Double, Long> changing =
        Action.of(Double.class, Long.class).reads(draft).writes(draft).stream(
            (state, inputs, out) -> {
              StringBuilder changed = state.get(draft).append(", changed");
              out.accept(0.0 + changed.length());
              throw new IllegalStateException("after " + changed);
            });
    StringBuilder given = new StringBuilder("as given");
    Application application = application(Graph.of("counter", changing), State.of(draft, given));
    given.append(", changed by its giver");

    assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).failure())
        .hasMessageEndingWith("failed: after as given, changed");

    assertThat(application.state().get(draft)).hasToString("as given");
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void theEndOfTheGraphBeforeAHaltIsAnOutcomeAndNotASecondRun(Shape shape, Way way) {
    Application application = application(
        Graph.builder()
            .action("counter", shape.action())
            .action("never", shape.action())
            .transition("counter", "never", Condition.when(COUNT, 100L))
            .entry("counter")
            .build(),
        NEW);

    Way.Read read = way.read(application, Request.until(Halt.after("never")), StreamMode.HALTED);

    assertThat(read.items()).isEmpty();
    assertThat(read.get().ending()).isEqualTo(Ending.END_OF_GRAPH);
    assertThat(read.get().action()).isEqualTo("counter");
    assertThat(read.get().result(Long.class)).isEqualTo(1);
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertThat(hook.count("step counter")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aGraphThatHasEndedEndsAgainWithoutAStep(Way way) {
    Application application = single(Shape.FUNCTION.action());
    way.read(application, Request.toTheEnd(), StreamMode.EVERY).get();

    Outcome again = way.read(application, Request.toTheEnd(), StreamMode.EVERY).get();

    assertThat(again)
        .isEqualTo(new Outcome(Ending.END_OF_GRAPH, null, null, application.progress()));
    assertThat(application.progress().sequence()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void aHaltBeforeTheEntryRunsNothing(Shape shape, Way way) {
    Application application = single(shape.action().withTags("slow"));

    for (Halt halt : List.of(Halt.before("counter"), Halt.beforeTag("slow"))) {
      Way.Read read = way.read(application, Request.until(halt), StreamMode.HALTED);

      assertThat(read.items()).isEmpty();
      assertThat(read.get())
          .isEqualTo(new Outcome(Ending.HALTED_BEFORE, "counter", null, Progress.of(NEW)));
    }
    assertThat(hook.count("step")).isZero();
    Request answer = Request.until(Halt.before("counter")).goingPastEntry();
    assertThat(way.read(application, answer, StreamMode.NONE).get().ending())
        .isEqualTo(Ending.END_OF_GRAPH);
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void aHaltAfterTheEntryOrItsTagHaltsThere(Shape shape, Way way) {
    Graph loop = Graph.builder()
        .action("counter", shape.action().withTags("slow"))
        .transition("counter", "counter")
        .entry("counter")
        .build();
    for (Halt halt : List.of(Halt.after("counter"), Halt.afterTag("slow"))) {
      Application application = application(loop, NEW);

      assertThat(way.read(application, Request.until(halt), StreamMode.HALTED).items())
          .isEqualTo(Counter.items(0));
      assertThat(way.read(application, Request.until(halt), StreamMode.HALTED).items())
          .isEqualTo(Counter.items(1));
      assertThat(application.progress().sequence()).isEqualTo(2);
    }
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
    Application application = application(
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
  @MethodSource("everyMode")
  void aHookThatRaisesIsReportedAndChangesNothing(Shape shape, Way way) {
    List<HookFailure> reported = new ArrayList<>();
    Hook raising = new Raising();
    Application application = Application.builder("app", Graph.of("counter", shape.action()))
        .state(NEW)
        .hooks(Hooks.of(raising, hook).reporting(reported::add))
        .build();

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0));
    assertThat(read.get().state()).isEqualTo(counted(1, 1L));
    assertThat(hook.told).hasSize(16);
    assertThat(reported).hasSize(16).allSatisfy(failure -> {
      assertThat(failure.hook()).isSameAs(raising);
      assertThat(failure.error()).hasMessage("no hook");
    });
    assertThat(reported)
        .extracting(HookFailure::event)
        .startsWith("callStarted", "stepStarted", "streamStarted", "item")
        .endsWith("item", "streamEnded", "stepEnded", "callEnded");
  }

  @ParameterizedTest
  @MethodSource("everyMode")
  void aHookThatRaisesFailsItsStepIfSetSo(Shape shape, Way way) {
    Application application = Application.builder("app", Graph.of("counter", shape.action()))
        .state(NEW)
        .hooks(Hooks.of(new RaisingAtTheThird(), hook).failing().reporting(failure -> {}))
        .build();

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.items()).isEqualTo(Counter.items(0).subList(0, 2));
    assertThat(read.failure())
        .isInstanceOf(StepFailedException.class)
        .hasMessageEndingWith(
            "failed at item of application 'app': java.lang.IllegalStateException: no third");
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(hook.told.subList(0, 6))
        .containsExactly(
            "call app", "step counter 0.0", "stream counter 0.0", "item 0", "item 1", "item 2");
    assertThat(hook.count("step end")).isEqualTo(1);
    assertThat(hook.count("call end")).isEqualTo(1);
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
      Application application = application(graphOf(both), NEW);

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

  @ParameterizedTest
  @EnumSource
  void aLoopThatReachesNoHaltEndsAtItsLimit(Way way) {
    Application application = application(
        Graph.builder()
            .action("counter", Shape.FUNCTION.plain())
            .transition("counter", "counter")
            .entry("counter")
            .build(),
        NEW);

    Way.Read read = way.read(application, Request.toTheEnd().withStepLimit(3), StreamMode.NONE);

    assertThat(read.failure())
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "RESOURCE_EXHAUSTED: the request must reach a halt in 3 steps but action 'counter'"
                + " is still to come");
    assertThat(Status.of(read.failure()).code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(application.state().get(COUNT)).isEqualTo(3);
    assertThat(way.read(application, Request.toTheEnd(), StreamMode.NONE).failure())
        .hasMessageContaining("must reach a halt in 1000 steps");
    assertThat(application.state().get(COUNT)).isEqualTo(1_003);
  }

  @Test
  void aReaderThatIsInterruptedCancelsTheRun() {
    Application application = single(Shape.FUNCTION.action());
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(result::get)
          .isInstanceOf(StatusException.class)
          .hasMessage("CANCELLED: the reader was interrupted; the run was cancelled");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(application.state()).isEqualTo(NEW);
    assertThat(Optional.of(application.run(AFTER_COUNTER).state())).contains(counted(1, 1L));
  }

  @Test
  void anInterruptThatAnActionMetIsKeptForItsCaller() {
    Action<Void, Long> waiting = Action.of(Long.class).run((state, inputs) -> {
      new CountDownLatch(1).await();
      return new Final<>(1L, state);
    });
    Application application = single(waiting.withRetry(Retry.attempts(5)));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> application.run(Request.toTheEnd()))
        .isInstanceOf(StatusException.class)
        .hasMessageStartingWith("CANCELLED: ");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(application.state()).isEqualTo(NEW);
  }

  private static final class Raising implements Hook {
    private static void raise() {
      throw new IllegalStateException("no hook");
    }

    @Override
    public void callStarted(Call call) {
      raise();
    }

    @Override
    public void stepStarted(Step step) {
      raise();
    }

    @Override
    public void streamStarted(Step step) {
      raise();
    }

    @Override
    public void item(RunEvent.Item item) {
      raise();
    }

    @Override
    public void streamEnded(Step step, long items) {
      raise();
    }

    @Override
    public void stepEnded(Step step, StepEnd end) {
      raise();
    }

    @Override
    public void callEnded(Call call, CallEnd end) {
      raise();
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

  private Application single(Action<?, ?> action) {
    return application(graphOf(action), NEW);
  }

  private static Graph graphOf(Action<?, ?> action) {
    return Graph.builder()
        .action("counter", action)
        .fields(COUNT, TRACKER)
        .entry("counter")
        .build();
  }

  private Application application(Graph graph, State state) {
    return Application.builder("app", graph).state(state).hooks(hook).build();
  }
}
