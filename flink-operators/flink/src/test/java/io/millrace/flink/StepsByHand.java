package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;

import io.millrace.core.Message;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Applications of one action, again and again, whose steps are finished by hand. */
final class StepsByHand {

  static final Field<Long> BY = Field.ofLong("by");

  /** The steps under way. */
  final LinkedBlockingQueue<CompletableFuture<Long>> steps = new LinkedBlockingQueue<>();

  /** How many were begun. */
  final AtomicInteger runs = new AtomicInteger();

  final Graph graph;

  StepsByHand() {
    this.graph = Graph.builder()
        .action("counter", action())
        .transition("counter", "counter")
        .entry("counter")
        .build();
  }

  private Action<Double, Long> action() {
    return Action.of(Double.class, Long.class)
        .reads(COUNT)
        .writes(COUNT)
        .inputs(Input.optional(BY, 1L))
        .streamAsync((state, inputs, out) -> {
          runs.incrementAndGet();
          CompletableFuture<Long> step = new CompletableFuture<>();
          steps.add(step);
          out.accept(0.5); // whoever has seen it, finds the step
          return step.thenApply(done -> new Final<>(done, state.increment(COUNT, inputs.get(BY))));
        });
  }

  ActionSetup setup() {
    return ActionSetup.of(graph).withInitial(Counter.NEW.wipe(Counter.TRACKER));
  }

  ActionHarness open(OverlapPolicy policy, int queued) throws Exception {
    return ActionHarness.open(setup(), ActionHarness.LIMITS.withOverlap(policy, queued));
  }

  static ActionCall call(String application, String request) {
    return ActionCall.of(application, request, Request.until(Halt.after("counter")))
        .wanting(COUNT);
  }

  void finish() throws InterruptedException {
    steps.take().complete(7L);
  }

  /** Waits for an item of that request; the messages that came until then. */
  static List<Message<ActionItem>> awaitItemOf(String request, ActionHarness harness)
      throws Exception {
    List<Message<ActionItem>> came;
    do {
      came = harness.await(1);
    } while (came.stream().noneMatch(message -> message.requestId().equals(request)));
    return came;
  }
}
