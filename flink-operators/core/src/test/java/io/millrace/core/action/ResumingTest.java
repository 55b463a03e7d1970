package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import io.millrace.core.action.Outcome.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The machine as an engine drives it: what is kept between two steps are plain values. */
class ResumingTest {

  private static final Graph LOOP = Graph.builder()
      .action("silent", Shape.FUNCTION.plain())
      .action("counter", Shape.PUBLISHER.action())
      .transition("silent", "counter", Condition.when(COUNT, 3L))
      .transition("silent", "silent")
      .transition("counter", "silent")
      .entry("silent")
      .build();
  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  @Test
  void aRunThatIsTakenUpAnewBeforeEachStepEndsAsOneThatIsNot() {
    Outcome whole = Application.of("app", LOOP, NEW).run(AFTER_COUNTER);
    Progress progress = Progress.of(NEW);
    int started = 0;
    List<String> steps = new ArrayList<>();
    Move move = null;

    while (!(move instanceof Move.Ended)) {
      Run run = new Runner("app", LOOP, Hooks.NONE)
          .resume(progress, AFTER_COUNTER, StreamMode.HALTED, started);
      move = run.next();
      if (move instanceof Move.Perform perform) {
        steps.add(perform.step().toString());
        Driven.perform(run, perform);
      }
      progress = run.progress();
      started = run.started();
    }

    assertThat(progress).isEqualTo(whole.progress());
    assertThat(((Move.Ended) move).outcome().ending()).isEqualTo(Ending.HALTED_AFTER);
    assertThat(steps)
        .containsExactly(
            "action 'silent' (step 0, attempt 0)",
            "action 'silent' (step 1, attempt 0)",
            "action 'silent' (step 2, attempt 0)",
            "action 'counter' (step 3, attempt 0)");
  }

  @Test
  void theStepLimitCountsTheStepsBeforeARestart() {
    Progress progress = new Progress(NEW, "silent", null, 1, 0);
    Run run = new Runner("app", LOOP, Hooks.NONE)
        .resume(progress, AFTER_COUNTER.withStepLimit(5), StreamMode.NONE, 5);

    assertThat(run.next())
        .isInstanceOfSatisfying(
            Move.Failed.class,
            failed -> assertThat(failed.error())
                .hasMessageStartingWith(
                    "RESOURCE_EXHAUSTED: the request must reach a halt in 5 steps"));
    assertThat(run.isOver()).isTrue();
  }

  @Test
  void anAttemptThatARestartRunsAgainGetsTheNumberTheEngineGives() {
    Progress restored = new Progress(NEW, "silent", null, 7, 2).withAttempt(3);
    Run run = new Runner("app", LOOP, Hooks.NONE).begin(restored, AFTER_COUNTER, StreamMode.NONE);

    assertThat(run.next())
        .isInstanceOfSatisfying(
            Move.Perform.class,
            perform ->
                assertThat(perform.step()).isEqualTo(new Step("app", "silent", 7, 3, false)));
  }

  @Test
  void aStepThatIsNotOverKeepsTheNextFromBeginning() {
    Run run =
        new Runner("app", LOOP, Hooks.NONE).begin(Progress.of(NEW), AFTER_COUNTER, StreamMode.NONE);
    run.next();

    assertThatThrownBy(run::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("action 'silent' (step 0, attempt 0) is not over");
  }

  @Test
  void aRunCancelledBetweenStepsKeepsWhatIsDone() {
    Run run =
        new Runner("app", LOOP, Hooks.NONE).begin(Progress.of(NEW), AFTER_COUNTER, StreamMode.NONE);
    Driven.perform(run, (Move.Perform) run.next());

    run.cancel();
    run.cancel();

    assertThat(run.next())
        .isInstanceOfSatisfying(
            Move.Failed.class,
            failed -> assertThat(failed.error())
                .isInstanceOf(StatusException.class)
                .hasMessage("CANCELLED: the run was cancelled; the state is as it was before"));
    assertThat(run.progress().sequence()).isEqualTo(1);
  }

  @Test
  void anApplicationGoesOnWhereAnotherStood() {
    Application first = Application.of("app", LOOP, NEW);
    first.run(Request.until(Halt.before("counter")));

    Application second =
        Application.builder("app", LOOP).progress(first.progress()).build();
    Outcome outcome = second.run(AFTER_COUNTER);

    assertThat(outcome.progress().sequence()).isEqualTo(4);
    assertThat(first.progress().sequence()).isEqualTo(3);
  }

  @Test
  void aFailureLeavesAProgressFromWhichAnotherGoesOn() {
    Graph failing = Graph.of(
        "counter",
        Shape.CLASS.action(Spec.GOOD.failingAfter(2, new IllegalStateException("down"))));
    Application first = Application.of("app", failing, NEW);
    assertThatThrownBy(() -> first.run(AFTER_COUNTER)).isInstanceOf(StepFailedException.class);

    Application second = Application.builder("app", Graph.of("counter", Shape.CLASS.action()))
        .progress(first.progress())
        .build();

    assertThat(first.progress()).isEqualTo(new Progress(NEW, null, null, 0, 1));
    assertThat(second.run(AFTER_COUNTER).result(Long.class)).isEqualTo(1);
  }

  /** An engine of one thread. */
  private static final class Driven implements Flow.Subscriber<Streamed<Object, Final<?>>> {
    private final Run run;
    private @Nullable Final<?> last;

    private Driven(Run run) {
      this.run = run;
    }

    static void perform(Run run, Move.Perform perform) {
      try {
        perform.work().on(Runnable::run).subscribe(new Driven(run));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Streamed<Object, Final<?>> next) {
      if (next instanceof Streamed.Item<Object, Final<?>> item) {
        run.item(item.value());
      } else {
        last = ((Streamed.Last<Object, Final<?>>) next).value();
      }
    }

    @Override
    public void onError(Throwable cause) {
      run.fail(cause);
    }

    @Override
    public void onComplete() {
      run.finish(java.util.Objects.requireNonNull(last));
    }
  }
}
