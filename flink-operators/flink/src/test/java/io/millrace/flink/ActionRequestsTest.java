package io.millrace.flink;

import static io.millrace.flink.Counting.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Request;
import io.millrace.core.action.Retry;
import io.millrace.flink.Counting.Way;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request means to an application that has others, or had. */
@Timeout(60)
class ActionRequestsTest {

  private static final Field<Long> BY = Field.ofLong("by");

  /** The steps under way, to be finished by hand. */
  private final LinkedBlockingQueue<CompletableFuture<Long>> steps = new LinkedBlockingQueue<>();

  private final AtomicInteger runs = new AtomicInteger();

  private final Graph byHand = Graph.of(
      "counter",
      Action.of(Double.class, Long.class)
          .reads(COUNT)
          .writes(COUNT)
          .inputs(Input.optional(BY, 1L))
          .streamAsync((state, inputs, out) -> {
            runs.incrementAndGet();
            CompletableFuture<Long> step = new CompletableFuture<>();
            steps.add(step);
            out.accept(0.5); // whoever has seen it, finds the step
            return step.thenApply(
                done -> new Final<>(done, state.increment(COUNT, inputs.get(BY))));
          }));

  private ActionHarness open(OverlapPolicy policy, int queued) throws Exception {
    return ActionHarness.open(
        ActionSetup.of(again(byHand)).withInitial(Counting.NEW.wipe(Counting.TRACKER)),
        ActionHarness.LIMITS.withOverlap(policy, queued));
  }

  /** The graph's one action again and again. */
  private static Graph again(Graph one) {
    return Graph.builder()
        .action("counter", one.action("counter"))
        .transition("counter", "counter")
        .entry("counter")
        .build();
  }

  private static ActionCall call(String application, String request) {
    return ActionCall.of(application, request, Request.until(Halt.after("counter")))
        .wanting(COUNT);
  }

  private static void awaitItemOf(String request, ActionHarness harness) throws Exception {
    List<Message<ActionItem>> came;
    do {
      came = harness.await(1);
    } while (came.stream().noneMatch(message -> message.requestId().equals(request)));
  }

  private void finish() throws InterruptedException {
    steps.take().complete(7L);
  }

  @Test
  void requestsOfOneApplicationRunOneAfterTheOther() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 2)) {
      harness.push(call("app", "a"), call("app", "b"));
      harness.await(1);
      assertThat(runs).hasValue(1);
      finish();
      assertThat(harness.result().requestId()).isEqualTo("a");
      finish();

      ActionEnd second = harness.result();
      assertThat(second.requestId()).isEqualTo("b");
      assertThat(second.get(COUNT)).contains(2L);
    }
  }

  @Test
  void requestsOfDifferentApplicationsRunSideBySide() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 2)) {
      harness.push(call("one", "a"), call("two", "b"), call("one", "c").in("tenant"));
      harness.await(3);
      CompletableFuture<Long> first = steps.take();
      CompletableFuture<Long> second = steps.take();
      steps.take().complete(1L);
      harness.result();
      second.complete(1L);
      harness.result();
      first.complete(1L);

      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void moreThanMayQueueAreRefusedAndMayComeAgain() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 1)) {
      harness.push(call("app", "a"), call("app", "b"), call("app", "c"));

      assertThat(harness.failure().status())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED.because(
              "application 'app' must have at most 1 requests waiting but this is one more"));
      finish();
      harness.result();
      harness.push(call("app", "c"));
      finish();
      harness.result();
      finish();
      assertThat(harness.result().requestId()).isEqualTo("c");
    }
  }

  @Test
  void aRequestThatOverlapsCanBeRefused() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.REJECT, 1)) {
      harness.push(call("app", "a"), call("app", "b"));

      ActionEnd refused = harness.failure();
      assertThat(refused.requestId()).isEqualTo("b");
      assertThat(refused.status())
          .isEqualTo(Status.Code.FAILED_PRECONDITION.because("application 'app' must run one"
              + " request at a time but request 'a' is under way"));
      finish();
      assertThat(harness.result().requestId()).isEqualTo("a");
    }
  }

  @Test
  void aRequestThatOverlapsCanTakeThePlaceOfTheOthers() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.REPLACE, 1)) {
      harness.push(call("app", "a"));
      harness.await(1);
      harness.push(call("app", "b"));

      ActionEnd replaced = harness.failure();
      assertThat(replaced.requestId()).isEqualTo("a");
      assertThat(replaced.status())
          .isEqualTo(Status.Code.ABORTED.because("request 'b' took the place of this one"));
      finish();
      finish();
      ActionEnd end = harness.result();
      assertThat(end.requestId()).isEqualTo("b");
      assertThat(end.get(COUNT)).contains(1L);
    }
  }

  @Test
  void aCancelledRequestLeavesTheStateAndLetsTheNextRun() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"), call("app", "b"), call("app", "c"));
      harness.await(1);
      harness.push(ActionCall.cancel("app", "a"), ActionCall.cancel("app", "b"));

      ActionEnd first = harness.failure();
      assertThat(first.status())
          .isEqualTo(Status.Code.CANCELLED.because("the request was cancelled"));
      assertThat(first.items()).isEqualTo(1);
      assertThat(harness.failure().requestId()).isEqualTo("b");
      // The step of "b" may have begun before it was cancelled.
      awaitItemOf("c", harness);
      steps.forEach(step -> step.complete(7L));
      ActionEnd last = harness.result();
      assertThat(last.requestId()).isEqualTo("c");
      assertThat(last.get(COUNT)).contains(1L);
    }
  }

  @Test
  void aDuplicateGetsTheStoredEndAgainAndDoesNotRunUntilThatIsForgotten() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"), call("app", "a"));
      finish();
      ActionEnd end = harness.result();
      harness.push(call("app", "a"));
      assertThat(harness.result()).isEqualTo(end);
      assertThat(runs).hasValue(1);

      harness.after(ActionHarness.LIMITS.finals().toMillis() + 1).push(call("app", "a"));
      finish();
      assertThat(harness.result().get(COUNT)).contains(2L);
    }
  }

  @Test
  void whatIsWrongWithARequestFailsItAlone() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 5)) {
      harness.push(
          ActionCall.of("app", "a", Request.until(Halt.after("nothing"))),
          ActionCall.of(
              "app", "b", Request.toTheEnd().withInputs(Inputs.of(Field.ofLong("no"), 1L))),
          ActionCall.of("app", "c", Request.toTheEnd().withInputs(Inputs.of(Map.of("by", "x")))),
          call("app", "d").wanting(Field.ofLong("unknown")));

      for (String said : List.of("'nothing'", "input 'no'", "input 'by'", "field 'unknown'")) {
        Status status = harness.failure().status();
        assertThat(status.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.message()).contains(said);
      }
    }
  }

  @Test
  void manyThatEndAtOnceDoNotNest() throws Exception {
    ActionLimits wide = ActionHarness.LIMITS.withRequests(1, 20_000);
    try (ActionHarness harness = ActionHarness.open(ActionSetup.of(byHand), wide)) {
      for (int i = 0; i < 5_000; i++) {
        harness.push(ActionCall.of("app" + i, "r", Request.until(Halt.after("nothing"))));
      }
      for (int i = 0; i < 5_000; i++) {
        harness.failure();
      }
      assertThat(harness.output()).hasSize(5_000).allMatch(Message::last);
    }
  }

  @Test
  void oneThatIsParkedGoesOnWithItsNextRequestUnlessThatComesTooLate() throws Exception {
    ActionCall parks = ActionCall.of("app", "a", Request.until(Halt.before("second")));
    Request answer = Request.until(Halt.before("second")).goingPastEntry();
    try (ActionHarness harness = ActionHarness.open(Way.FUNCTION.two())) {
      harness.push(parks);
      assertThat(harness.result().ending()).isEqualTo(Ending.HALTED_BEFORE);
      harness.after(Duration.ofHours(23).toMillis());
      harness.push(ActionCall.of("app", "b", answer).wanting(COUNT));
      ActionEnd went = harness.result();
      assertThat(went.ending()).isEqualTo(Ending.HALTED_BEFORE);
      assertThat(went.get(COUNT)).contains(3L);

      harness.after(Duration.ofHours(25).toMillis());
      harness.push(ActionCall.of("app", "c", answer).wanting(COUNT));
      ActionEnd late = harness.failure();
      assertThat(late.status())
          .isEqualTo(Status.Code.DEADLINE_EXCEEDED.because(
              "application 'app' must go on within PT24H but has stood for longer"));
      assertThat(late.get(COUNT)).contains(3L);
    }
  }

  @Test
  void anApplicationThatIsIdleForTooLongIsForgotten() throws Exception {
    try (ActionHarness harness = open(OverlapPolicy.QUEUE, 5)) {
      harness.push(call("app", "a"));
      finish();
      harness.result();
      harness.after(Duration.ofDays(9).toMillis()).push(call("app", "b"));
      finish();
      assertThat(harness.result().get(COUNT)).contains(2L);
      harness.after(Duration.ofDays(11).toMillis()).push(call("app", "c"));
      finish();
      assertThat(harness.result().get(COUNT)).contains(1L);
    }
  }

  @Test
  void aStepThatFailsIsTriedAgainAfterItsWaitAndThenLeadsElsewhere() throws Exception {
    Queue<Integer> tries = new ConcurrentLinkedQueue<>();
    Action<Void, Long> failing = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .run((state, inputs) -> {
          tries.add(1);
          throw new IllegalStateException("down");
        });
    Graph graph = Graph.builder()
        .action("failing", failing.withRetry(Retry.attempts(2)))
        .action("counter", Way.FUNCTION.action())
        .onError("failing", "counter")
        .entry("failing")
        .build();
    try (ActionHarness harness = ActionHarness.open(graph)) {
      harness.push(call("app", "a"));
      while (tries.size() < 2) {
        harness.output();
        harness.after(1_000);
      }

      assertThat(harness.result().get(COUNT)).contains(1L);
      assertThat(tries).hasSize(2);
    }
  }

  @Test
  void allRequestsEndBeforeTheInputDoes() throws Exception {
    try (ActionHarness harness = ActionHarness.open(Way.FUNCTION.two())) {
      for (int i = 0; i < 50; i++) {
        harness.push(ActionCall.of("app" + i % 10, "r" + i, Request.until(Halt.after("second"))));
      }
      harness.endInput();
      assertThat(harness.output().stream().filter(Message::last)).hasSize(50);
    }
  }

  @Test
  void inBatchItIsRefused() {
    ActionSetup setup = ActionSetup.of(byHand);
    assertThatThrownBy(
            () -> ActionHarness.open(setup, Placement.alone(false).inBatch()).close())
        .hasStackTraceContaining(
            "operator 'chat' must run in STREAMING, also over bounded input: in"
                + " BATCH the state of an application is dropped while its requests still run");
  }
}
