package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Counter;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActionOutputTest {

  private static final ActionCall CALL = ActionCall.of(
          "anna", "r", Request.until(Halt.after("counter")))
      .in("tenant")
      .withHeaders(Map.of("traceparent", "00-1", "who", "me"));

  @Test
  void theEndIsBehindItsItemsAndHasWhatTravelsWithTheRequest() throws Exception {
    try (ActionHarness harness =
        ActionHarness.open(Graph.of("counter", Counter.Shape.FUNCTION.action()))) {
      harness.push(CALL);
      ActionEnd end = harness.result();
      List<ActionOutput> outputs = harness.outputs();

      assertThat(outputs).hasSize(11);
      assertThat(outputs.subList(0, 10)).allMatch(output -> output.item() != null);
      assertThat(outputs.get(10).end()).isEqualTo(end);
      assertThat(outputs.get(10).headers()).isEqualTo(CALL.headers());
      assertThat(outputs.get(1).headers()).isEqualTo(Map.of("traceparent", "00-1"));
      assertThat(outputs).extracting(ActionOutput::application).containsOnly("anna");
      assertThat(outputs).extracting(ActionOutput::partition).containsOnly("tenant");
      assertThat(outputs).extracting(ActionOutput::requestId).containsOnly("r");
      assertThat(outputs).extracting(ActionOutput::attempt).containsOnly(end.attempt());
      assertThat(outputs).noneMatch(ActionOutput::isFailure);
    }
  }

  @Test
  void aRequestThatHasHadItsEndHasTheEndAlone() throws Exception {
    try (ActionHarness harness =
        ActionHarness.open(Graph.of("counter", Counter.Shape.FUNCTION.action()))) {
      harness.push(CALL);
      ActionEnd end = harness.result();
      harness.push(CALL.withHeaders(Map.of("traceparent", "00-2")));

      List<ActionOutput> outputs = harness.outputs();
      assertThat(outputs).hasSize(12);
      assertThat(outputs.get(11))
          .isEqualTo(new ActionOutput(Map.of("traceparent", "00-2"), null, end));
    }
  }

  @Test
  void anOutputIsOneOfTheTwo() {
    assertThatThrownBy(() -> new ActionOutput(Map.of(), null, null))
        .hasMessage("an output must have either an item or an end but has neither");
  }
}
