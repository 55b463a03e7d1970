package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new application begins where another stands; what the two tasks say to each other comes back in as calls. */
@Timeout(60)
class ActionForkTest {

  private static final Field<Long> BY = Field.ofLong("by");

  /** Counts on, for ever; fails where it is to count by a negative number. */
  static Graph graph() {
    Action<Double, Long> counter = Counter.Shape.FUNCTION.action();
    Action<Void, Long> adding = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .inputs(Input.required(BY))
        .run((state, inputs) -> {
          if (inputs.get(BY) < 0) {
            throw new IllegalStateException("not down");
          }
          return new Final<>(1L, state.increment(COUNT, inputs.get(BY)));
        });
    return Graph.builder()
        .action("counter", counter)
        .action("adding", adding)
        .transition("counter", "adding", Condition.when(COUNT, 50L))
        .transition("counter", "counter")
        .transition("adding", "counter")
        .entry("counter")
        .build();
  }

  static ActionSetup setup() {
    return ActionSetup.of(graph()).withInitial(Counter.NEW);
  }

  static ActionCall step(String application, String request) {
    return ActionCall.of(application, request, Request.until(Halt.after("counter")))
        .wanting(COUNT, TRACKER);
  }

  static ActionCall fork(String application, String request, ActionFork fork) {
    return ActionCall.fork(application, request, fork).wanting(COUNT, TRACKER);
  }

  private static ActionHarness open(int history) throws Exception {
    return ActionHarness.open(
        setup(), ActionHarness.LIMITS.withHistory(history, Duration.ofSeconds(30)));
  }

  /** Lets an application do so many steps. */
  static void steps(ActionHarness harness, String application, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      harness.push(step(application, "step" + i));
      harness.result();
    }
    harness.output();
  }

  @Test
  void itBeginsWhereTheSourceStandsAndTheTwoGoOnApart() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 3);

      harness.push(fork("new", "f", ActionFork.of("old"))).loop();

      ActionEnd end = harness.result();
      assertThat(end.application()).isEqualTo("new");
      assertThat(end.requestId()).isEqualTo("f");
      assertThat(end.ending()).isNull();
      assertThat(end.step()).isEqualTo(3);
      assertThat(end.get(TRACKER)).contains(List.of(1L, 2L, 3L));
      assertThat(harness.output()).extracting(Message::last).containsExactly(true);
      assertThat(harness.metrics().count("requestsCompleted")).isEqualTo(4);
      assertThat(harness.metrics().count("requestsFailed")).isZero();
      harness.push(step("new", "a"));
      assertThat(harness.result().get(TRACKER)).contains(List.of(1L, 2L, 3L, 4L));
      harness.push(step("old", "a"), step("old", "b"));
      assertThat(harness.result().get(COUNT)).contains(4L);
      assertThat(harness.result().get(COUNT)).contains(5L);
    }
  }

  @Test
  void aRequestThatForksRunsTheNewApplicationAtOnce() throws Exception {
    try (ActionHarness harness = open(3)) {
      steps(harness, "old", 3);

      harness.push(step("new", "f").forking(ActionFork.of("old").at(0))).loop();

      ActionEnd end = harness.result();
      assertThat(end.get(TRACKER)).contains(List.of(1L, 2L));
      assertThat(end.step()).isEqualTo(2);
      assertThat(end.items()).isEqualTo(10);
      List<Message<ActionItem>> messages = harness.await(11);
      assertThat(ActionHarness.item(messages.get(0)).value(Double.class)).isEqualTo(1.1);
      assertThat(ActionHarness.item(messages.get(0)).application()).isEqualTo("new");
      assertThat(ActionHarness.item(messages.get(0)).step()).isEqualTo(1);
    }
  }

  @Test
  void theSourceMayBeInAnotherPartitionUnderTheSameId() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "app", 1);

      harness.push(fork("app", "f", ActionFork.of("app")).in("tenant")).loop();

      assertThat(harness.result().partition()).isEqualTo("tenant");
      harness.push(fork("app2", "f", ActionFork.of("app").in("tenant"))).loop();
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void anUnknownSourceIsNotFoundAndTheTargetMayBeForkedFromAnother() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 1);

      harness.push(fork("new", "f", ActionFork.of("nobody"))).loop();

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.NOT_FOUND.because(
              "application 'nobody' must have done a step to be forked but has done none"));
      assertThat(harness.letters()).hasSize(1);
      harness.push(fork("new", "g", ActionFork.of("old"))).loop();
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void aTargetThatHasDoneAStepIsNotForked() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 1);
      steps(harness, "new", 2);

      harness.push(fork("new", "f", ActionFork.of("old")));

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.ALREADY_EXISTS.because("application 'new' must be new to be forked"
              + " from another but has done steps of its own"));
      assertThat(harness.forks()).isEmpty();
    }
  }

  @Test
  void anApplicationIsNotForkedFromItself() throws Exception {
    try (ActionHarness harness = open(0)) {
      harness.push(fork("app", "f", ActionFork.of("app")));

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.INVALID_ARGUMENT.because(
              "application 'app' must be forked from another but is to be from itself"));
    }
  }

  @Test
  void whatTheRequestGetsWrongIsSaidBeforeAnythingIsForked() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 1);

      harness.push(ActionCall.of("new", "f", Request.until(Halt.after("nowhere")))
          .forking(ActionFork.of("old")));

      assertThat(harness.failure().status().message())
          .isEqualTo("the request must not halt at action 'nowhere', which the graph does not have;"
              + " it has adding, counter");
      assertThat(harness.forks()).isEmpty();
      harness.push(fork("new", "g", ActionFork.of("old"))).loop();
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void aForkWhoseRunFailsIsThereAllTheSame() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 50);

      harness
          .push(ActionCall.of("new", "f", Request.until(Halt.after("adding")).with(BY, -1L))
              .forking(ActionFork.of("old")))
          .loop();

      assertThat(harness.failure().step()).isEqualTo(50);
      harness.push(ActionCall.of("new", "g", Request.until(Halt.after("adding")).with(BY, 5L))
          .wanting(COUNT));
      assertThat(harness.result().get(COUNT)).contains(55L);
    }
  }

  @Test
  void aRequestThatIsThereTwiceForksOnce() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 1);

      harness.push(fork("new", "f", ActionFork.of("old")), fork("new", "f", ActionFork.of("old")));
      List<ActionCall> questions = harness.forks();
      assertThat(questions).hasSize(1);
      harness.push(questions.get(0), questions.get(0));
      steps(harness, "old", 1);
      List<ActionCall> answers = harness.forks();
      assertThat(answers).hasSize(2);
      harness.push(answers.get(0));
      ActionEnd end = harness.result();
      harness.push(answers.get(1), fork("new", "f", ActionFork.of("old")));

      assertThat(harness.result()).isEqualTo(end);
      assertThat(harness.forks()).isEmpty();
      harness.push(step("new", "a"));
      assertThat(harness.result().get(COUNT)).contains(2L);
    }
  }

  @Test
  void requestsBehindAForkRunOnIt() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 2);

      harness.push(fork("new", "f", ActionFork.of("old")), step("new", "a")).loop();

      assertThat(harness.result().requestId()).isEqualTo("f");
      assertThat(harness.result().get(COUNT)).contains(3L);
    }
  }

  @Test
  void anAnswerThatDoesNotComeEndsTheRequest() throws Exception {
    try (ActionHarness harness = open(0)) {
      harness.push(fork("new", "f", ActionFork.of("old")));
      List<ActionCall> lost = harness.forks();

      harness.after(30_000);

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.DEADLINE_EXCEEDED.because("the state of application 'old' must"
              + " come within PT30S but has not: the stream of forks must come back in as"
              + " requests"));
      harness.push(lost.get(0)).loop();
      assertThat(harness.output()).hasSize(1);
    }
  }

  @Test
  void aForkIsCancelledAsAnyRequest() throws Exception {
    try (ActionHarness harness = open(0)) {
      steps(harness, "old", 1);
      harness.push(fork("new", "f", ActionFork.of("old")), ActionCall.cancel("new", "f"));

      assertThat(harness.failure().status().code()).isEqualTo(Status.Code.CANCELLED);
      harness.loop().push(step("new", "a"));
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void atTheEndOfTheInputNoAnswerIsWaitedFor() throws Exception {
    try (ActionHarness harness = open(0)) {
      harness.push(fork("new", "f", ActionFork.of("old")), fork("new", "g", ActionFork.of("old")));

      harness.endInput();

      String message = "the state of application 'old' must come before the input ends but has not";
      assertThat(harness.failure().status()).isEqualTo(Status.Code.UNAVAILABLE.because(message));
      assertThat(harness.failure().status()).isEqualTo(Status.Code.UNAVAILABLE.because(message));
    }
  }

  @Test
  void requestsThatWaitForAnAnswerDoNotBarItsWay() throws Exception {
    ActionLimits narrow = ActionHarness.LIMITS.withRequests(1, 1);
    try (ActionHarness harness = ActionHarness.open(setup(), narrow)) {
      steps(harness, "old", 1);
      harness.push(fork("new", "f", ActionFork.of("old")));
      for (int i = 0; i < 5; i++) {
        harness.push(step("new", "a" + i));
      }
      harness.push(fork("other", "f", ActionFork.of("old")));

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED.because(
              "at most 1 requests must wait for the states of others but this is one more"));
      harness.loop();
      assertThat(harness.result().get(COUNT)).contains(1L);
      for (int i = 0; i < 5; i++) {
        assertThat(harness.result().get(COUNT)).contains(2L + i);
      }
    }
  }

  @Test
  void whatNoForkCanBeIsRefused() {
    assertThatThrownBy(() -> ActionFork.of("app").at(-2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sequence must not be negative but was -2");
    assertThatThrownBy(() -> new ActionFork("app", "", -2, false))
        .hasMessage("sequence must be a step's number, or -1 for the latest, but was -2");
    assertThatThrownBy(() -> ActionFork.of("")).hasMessage("source must not be empty");
    assertThatThrownBy(() -> ActionFork.of("a\0b"))
        .hasMessage("source and partition must have no character 0 but were \"a\0b\" and \"\"");
    assertThatThrownBy(() -> ActionCall.cancel("app", "r").forking(ActionFork.of("old")))
        .hasMessage("a cancellation must not fork but forks from 'old'");
    assertThatThrownBy(() -> step("app", "r").relayed(ActionRelay.question(1)))
        .hasMessage("a relay must be of a fork but is of none");
    assertThatThrownBy(() -> ActionLimits.DEFAULT.withHistory(-1, Duration.ofSeconds(1)))
        .hasMessage("history must be at least 0 but was -1");
  }
}
