package io.millrace.flink;

import static io.millrace.core.action.Counter.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Outcome.Ending;
import io.millrace.core.action.Recorded;
import io.millrace.core.action.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a request ends on the operator, and where it has to. */
@Timeout(60)
class ActionEndsTest {

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @EnumSource
  void theEndOfTheGraphBeforeAHaltIsAnOutcomeAndNotASecondRun(Shape shape) throws Exception {
    Graph graph = Graph.builder()
        .action("counter", shape.action())
        .action("never", shape.action())
        .transition("counter", "never", Condition.when(COUNT, 100L))
        .entry("counter")
        .build();
    try (ActionHarness harness = ActionHarness.open(hook, graph)) {
      harness.push(ActionHarness.until("never"));
      ActionEnd end = harness.result();

      assertThat(end.ending()).isEqualTo(Ending.END_OF_GRAPH);
      assertThat(end.action()).isEqualTo("counter");
      assertThat(end.result(Long.class)).contains(1L);
      assertThat(end.items()).isZero();
      harness.push(ActionHarness.until("never", "again"));
      ActionEnd again = harness.result();
      assertThat(again.ending()).isEqualTo(Ending.END_OF_GRAPH);
      assertThat(again.action()).isNull();
      assertThat(again.result(Long.class)).isEmpty();
      assertThat(hook.count("step counter")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHaltBeforeTheEntryRunsNothing(Shape shape) throws Exception {
    Graph graph = Recorded.graphOf(shape.action().withTags("slow"));
    try (ActionHarness harness = ActionHarness.open(hook, graph)) {
      for (Halt halt : List.of(Halt.before("counter"), Halt.beforeTag("slow"))) {
        harness.push(ActionCall.of("app", halt.toString(), Request.until(halt)).wanting(COUNT));
        ActionEnd end = harness.result();

        assertThat(end.ending()).isEqualTo(Ending.HALTED_BEFORE);
        assertThat(end.action()).isEqualTo("counter");
        assertThat(end.get(COUNT)).contains(0L);
      }
      assertThat(hook.count("step")).isZero();
      Request answer = Request.until(Halt.before("counter")).goingPastEntry();
      harness.push(ActionCall.of("app", "answer", answer));

      assertThat(harness.result().ending()).isEqualTo(Ending.END_OF_GRAPH);
    }
  }

  @Test
  void aLoopThatReachesNoHaltEndsAtItsLimitAndKeepsItsSteps() throws Exception {
    Graph graph = Graph.builder()
        .action("counter", Shape.FUNCTION.plain())
        .transition("counter", "counter")
        .entry("counter")
        .build();
    try (ActionHarness harness = ActionHarness.open(hook, graph)) {
      harness.push(
          ActionCall.of("app", "r", Request.toTheEnd().withStepLimit(3)).wanting(COUNT));
      ActionEnd end = harness.failure();

      assertThat(end.status())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED.because("the request must reach a halt in 3"
              + " steps but action 'counter' is still to come"));
      assertThat(end.get(COUNT)).contains(3L);
      assertThat(end.step()).isEqualTo(3);
    }
  }

  @Test
  void bindingsAreChainedAndTheLastOfOneNameCounts() throws Exception {
    Field<Long> by = Field.ofLong("by");
    Field<String> unit = Field.ofString("unit");
    Field<String> said = Field.ofString("said");
    Action<Void, String> adding = Action.of(String.class)
        .reads(COUNT)
        .writes(COUNT)
        .inputs(Input.required(by), Input.required(unit), Input.optional(said, "so"))
        .run((state, inputs) -> {
          long sum = state.get(COUNT) + inputs.get(by);
          return new Final<>(
              sum + " " + inputs.get(unit) + " " + inputs.get(said), state.update(COUNT, sum));
        });
    Graph graph = Graph.builder()
        .action("add", adding.bind(by, 1L).bind(unit, "miles").bind(by, 5L))
        .fields(Counter.TRACKER)
        .entry("add")
        .build();
    try (ActionHarness harness = ActionHarness.open(hook, graph)) {
      harness.push(ActionCall.of("app", "r", Request.toTheEnd().with(said, "now")));
      assertThat(harness.result().result(String.class)).contains("5 miles now");
      harness.push(ActionCall.of("app", "s", Request.toTheEnd().with(by, 7L)));
      assertThat(harness.failure().status().code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }
}
