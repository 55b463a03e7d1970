package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** The operator of applications: one has an end that is stored, and a request in its second step; another waits behind it. */
record KeptApplications() implements KeptState {

  private static final Duration LATER = Duration.ofSeconds(30);

  /** Two steps of which each counts; where it hangs, the second one of any request but an application's first has no end. */
  static ActionSetup setup(boolean hangs) {
    Action<Void, Long> first = Action.of(Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .run((state, inputs) -> new Final<>(1L, state.increment(COUNT)));
    Action<Double, Long> second = Action.of(Double.class, Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .streamAsync((state, inputs, out) -> {
          out.accept(0.5);
          Final<Long> end = new Final<>(2L, state.increment(COUNT));
          return hangs && state.get(COUNT) > 2
              ? new CompletableFuture<>()
              : CompletableFuture.completedFuture(end);
        });
    return ActionSetup.of(Graph.builder()
            .action("first", first)
            .action("second", second)
            .transition("first", "second")
            .transition("second", "first")
            .entry("first")
            .build())
        .withInitial(Counter.NEW.wipe(Counter.TRACKER));
  }

  private static ActionCall call(String request) {
    return ActionCall.of("app", request, Request.until(Halt.after("second"))).wanting(COUNT);
  }

  @Override
  public List<OperatorSubtaskState> halfway(Placement placement) throws Exception {
    try (ActionHarness operator = ActionHarness.open(setup(true), placement)) {
      operator.push(call("a"));
      operator.result();
      operator.output();
      operator.push(call("b"), call("c")).awaitItem();
      return List.of(operator.snapshot());
    }
  }

  @Override
  public void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception {
    try (ActionHarness operator =
        ActionHarness.restored(setup(false), placement, LATER, 1, snapshots.get(0))) {
      ActionEnd second = operator.result();
      ActionEnd third = operator.result();
      operator.push(call("a"));
      ActionEnd stored = operator.result();

      assertThat(List.of(second.requestId(), third.requestId(), stored.requestId()))
          .containsExactly("b", "c", "a");
      assertThat(second.get(COUNT)).contains(4L);
      assertThat(third.get(COUNT)).contains(6L);
      assertThat(stored.get(COUNT)).contains(2L);
      assertThat(second.attempt()).isGreaterThan(stored.attempt());
    }
  }
}
