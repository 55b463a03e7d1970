package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds however a run goes, tried at random places; a failure names its seed. */
@Timeout(120)
class ActionLawsTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));
  private static final int CASES = 100;
  private static final List<StreamMode> MODES =
      List.of(StreamMode.NONE, StreamMode.HALTED, StreamMode.EVERY);

  /** Read to the end, drained, or never streamed: one answer. */
  @ParameterizedTest
  @EnumSource
  void theOutcomeDoesNotDependOnHowMuchOfItIsIterated(Shape shape) {
    Outcome whole = application(shape.action(), new Recorded()).run(AFTER_COUNTER);
    for (int read = 0; read <= 10; read++) {
      Recorded hook = new Recorded();
      try (StreamingResult result = application(shape.action(), hook).streamResult(AFTER_COUNTER)) {
        Iterator<Object> items = result.iterator();
        for (int i = 0; i < read; i++) {
          assertThat(items.next()).isEqualTo(Counter.item(0, i + 1));
        }

        assertThat(result.get()).as("read " + read).isEqualTo(whole);
        assertThat(items.hasNext()).isFalse();
        assertThat(hook.count("item")).isEqualTo(10);
      }
    }
  }

  /** Wherever an action fails or its reader stops, what came is a beginning, and the state is the old one or the new one. */
  @ParameterizedTest
  @EnumSource
  void theStateIsTheOldOneOrTheNewOneAndNeverAnother(Shape shape) {
    for (int seed = 0; seed < CASES; seed++) {
      RandomGenerator random = new Random(seed);
      int failsAfter = random.nextInt(14);
      int stopsAfter = random.nextInt(14);
      Spec spec = failsAfter > 10
          ? Spec.GOOD
          : Spec.GOOD.failingAfter(failsAfter, new IllegalStateException("at " + failsAfter));
      Recorded hook = new Recorded();
      Application application = application(shape.action(spec), hook);

      List<Object> seen = readUntil(application, stopsAfter);

      int given = Math.min(10, failsAfter);
      boolean stopped = stopsAfter <= given;
      boolean done = !stopped && failsAfter > 10;
      assertThat(seen)
          .as("seed " + seed)
          .isEqualTo(Counter.items(0).subList(0, Math.min(given, stopsAfter)));
      assertThat(application.state())
          .as("seed " + seed)
          .isEqualTo(done ? Counter.counted(1, 1L) : NEW);
      assertThat(application.progress().sequence()).isEqualTo(done ? 1 : 0);
      assertThat(application.progress().attempt()).isEqualTo(done ? 0 : 1);
      assertBalanced(hook, seed);
    }
  }

  private static List<Object> readUntil(Application application, int stopsAfter) {
    List<Object> seen = new ArrayList<>();
    try (StreamingResult result = application.streamResult(AFTER_COUNTER)) {
      Iterator<Object> items = result.iterator();
      result.step();
      while (seen.size() < stopsAfter && items.hasNext()) {
        seen.add(items.next());
      }
    } catch (StepFailedException e) {
      assertThat(e).hasMessageContaining("failed: at ");
    }
    return seen;
  }

  /** Closed by another thread at any time, the run is over as a whole or not at all, and the application is free. */
  @ParameterizedTest
  @EnumSource
  void closingFromAnotherThreadAtAnyTimeLeavesOneOfTwoStates(Shape shape) throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      Recorded hook = new Recorded();
      Application application = application(shape.action(), hook);
      int spins = new Random(seed).nextInt(20_000);
      Execution execution = application.streamAsync(AFTER_COUNTER, StreamMode.HALTED);
      Thread closing = new Thread(() -> closeAfter(spins, execution));
      try (StreamingResult result = new StreamingResult(execution)) {
        assertThat(result.step()).isPresent();
        closing.start();
        result.forEach(item -> assertThat(item).isInstanceOf(Double.class));
      } catch (StatusException e) {
        assertThat(e.status().code()).isEqualTo(Status.Code.CANCELLED);
      }
      closing.join();

      assertThat(application.state()).as("seed " + seed).isIn(NEW, Counter.counted(1, 1L));
      assertBalanced(hook, seed);
      assertThat(application.run(AFTER_COUNTER).state().get(COUNT)).isEqualTo(1);
    }
  }

  private static void closeAfter(int spins, Execution execution) {
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
    execution.cancelAndWait();
  }

  private static void assertBalanced(Recorded hook, int seed) {
    assertThat(List.of(
            hook.count("step counter"),
            hook.count("step end"),
            hook.count("stream counter"),
            hook.count("stream end"),
            hook.count("call app"),
            hook.count("call end")))
        .as("seed " + seed)
        .containsOnly(1L);
  }

  /** A run cut into requests anywhere is the run in one. */
  @ParameterizedTest
  @EnumSource
  void requestsCutAnywhereComeToTheSame(Way way) {
    Graph graph = Graph.builder()
        .action("even", Shape.STREAM.action())
        .action("odd", Shape.ASYNC_FUNCTION.plain())
        .transition("even", "odd", Condition.when(COUNT, 20L).not())
        .transition("odd", "even")
        .entry("odd")
        .build();
    Outcome whole = Application.of("app", graph, NEW).run(Request.toTheEnd());
    for (int seed = 0; seed < CASES; seed++) {
      RandomGenerator random = new Random(seed);
      Progress progress = Progress.of(NEW);
      Outcome last;
      do {
        Application application =
            Application.builder("app", graph).progress(progress).build();
        last =
            way.read(application, request(random), MODES.get(random.nextInt(3))).get();
        progress = application.progress();
      } while (last.ending() != Outcome.Ending.END_OF_GRAPH);

      assertThat(progress).as("seed " + seed).isEqualTo(whole.progress());
    }
    assertThat(whole.state().get(COUNT)).isEqualTo(20);
  }

  private static Request request(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> Request.until(Halt.after("even"));
      case 1 -> Request.until(Halt.after("odd"));
      case 2 -> Request.until(Halt.before("even")).goingPastEntry();
      default -> Request.until(Halt.before("odd"), Halt.after("even")).goingPastEntry();
    };
  }

  private static Application application(Action<?, ?> action, Hook hook) {
    return Application.builder("app", Graph.of("counter", action))
        .state(NEW)
        .hooks(hook)
        .build();
  }
}
