package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states that an application had, and others that begin with them. */
class ForkTest {

  private static final Graph LOOP = Graph.builder()
      .action("counter", Shape.FUNCTION.action())
      .transition("counter", "counter")
      .entry("counter")
      .build();

  private static Application application(int history) {
    return Application.builder("app", LOOP).state(NEW).history(history).build();
  }

  private static void steps(Application application, int count) {
    for (int i = 0; i < count; i++) {
      application.run(Request.until(Halt.after("counter")));
    }
  }

  @Test
  void aForkStandsWhereTheOtherStandsAndTheTwoGoOnApart() {
    Application app = application(0);
    steps(app, 3);

    Application fork = app.fork("new");
    assertThat(fork.id()).isEqualTo("new");
    assertThat(fork.progress()).isEqualTo(app.progress());
    steps(fork, 1);
    steps(app, 2);

    assertThat(fork.state().get(TRACKER)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(fork.progress().sequence()).isEqualTo(4);
    assertThat(app.state().get(COUNT)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 9})
  void itStandsWhereTheOtherStoodAfterEachStepThatIsKept(int history) {
    Application app = application(history);
    steps(app, 6);

    int kept = Math.min(history, 5);
    assertThat(app.history()).hasSize(kept);
    for (long step = 5L - kept; step <= 5; step++) {
      Progress there = app.fork("new", step).progress();
      assertThat(there.state().get(COUNT)).isEqualTo(step + 1);
      assertThat(there.sequence()).isEqualTo(step + 1);
    }
    long before = 4L - kept;
    assertThatThrownBy(() -> app.fork("new", before))
        .isInstanceOf(StatusException.class)
        .hasMessage("OUT_OF_RANGE: application 'app' must be forked after a step whose state is"
            + " kept, " + (5 - kept) + " to 5, but after step " + before);
    assertThatThrownBy(() -> app.fork("new", 6)).hasMessageContaining("but after step 6");
  }

  @Test
  void aForkHasAHistoryOfItsOwn() {
    Application app = application(3);
    steps(app, 3);
    Application fork = app.fork("new", 1);

    assertThat(fork.history()).isEmpty();
    steps(fork, 1);
    assertThat(fork.history()).extracting(Progress::sequence).containsExactly(2L);
  }

  @Test
  void anApplicationThatHasDoneNothingIsNotForked() {
    assertThatThrownBy(() -> application(3).fork("new"))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "NOT_FOUND: application 'app' must have done a step to be forked but has done none");
  }

  @Test
  void attemptsThatFailedAreNotThoseOfTheFork() {
    Graph failing = Graph.builder()
        .action("counter", Shape.FUNCTION.action())
        .action(
            "fails", Shape.CLASS.action(Spec.GOOD.failingAfter(2, new IllegalStateException("no"))))
        .transition("counter", "fails")
        .entry("counter")
        .build();
    Application app = Application.of("app", failing, NEW);
    assertThatThrownBy(() -> app.run(Request.toTheEnd())).isInstanceOf(StepFailedException.class);
    assertThat(app.progress().attempt()).isEqualTo(1);
    assertThat(app.history()).isEmpty();

    assertThat(app.fork("new").progress()).isEqualTo(app.progress().withAttempt(0));
  }

  @Test
  void whatNoForkCanBeIsRefused() {
    Application app = application(0);
    steps(app, 1);

    assertThatThrownBy(() -> app.fork("app"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fork must have an id of its own but has 'app' too");
    assertThatThrownBy(() -> app.fork("")).hasMessage("an application's id must not be empty");
    assertThatThrownBy(() -> application(-1)).hasMessage("history must not be negative but was -1");
    assertThat(app.fork("x")).hasToString("application 'x' at step 1");
  }
}
