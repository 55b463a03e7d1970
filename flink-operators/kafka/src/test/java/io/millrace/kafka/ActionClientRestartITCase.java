package io.millrace.kafka;

import static io.millrace.kafka.CounterGraph.HOW;
import static io.millrace.kafka.CounterGraph.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import io.millrace.flink.ActionOutput;
import io.millrace.flink.ActionStreams;
import io.millrace.kafka.CounterGraph.Tick;
import io.millrace.kafka.client.ActionClient;
import io.millrace.kafka.client.ActionClientSettings;
import io.millrace.kafka.client.RemoteEvent;
import io.millrace.kafka.client.RemoteRequest;
import io.millrace.kafka.client.RemoteResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActionClientRestartITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK = new StrictCluster().extension();

  @Test
  void aRequestThatAFailureOfTheJobInterruptsGoesOnUnderAHigherAttempt() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      goesOn(kafka);
    }
  }

  private static void goesOn(TestKafka kafka) throws Exception {
    for (String topic : List.of("failing-requests", "failing-replies")) {
      kafka.createTopic(topic, 1);
    }
    FailingTimes.arm(1);
    StreamExecutionEnvironment environment = StrictCluster.surviving(1);
    ActionSource calls = KafkaActions.calls(
        environment,
        "calls",
        KafkaInput.of(kafka.servers(), "failing", "failing-requests")
            .from(OffsetsInitializer.earliest()),
        CounterGraph.graph());
    var outputs =
        ActionStreams.of(calls.calls()).run("counters", CounterGraph::setup).outputs();
    outputs
        .map(new FailingTimes<ActionOutput>())
        .returns(outputs.getType())
        .sinkTo(KafkaActions.replies(
            KafkaOutput.of(kafka.servers(), "failing-replies"), CounterGraph.graph()))
        .uid("replies");
    JobClient failing = environment.executeAsync();
    try (ActionClient own = ActionClient.open(
            ActionClientSettings.of(kafka.servers(), "failing-requests", "failing-replies"));
        RemoteResult result = own.streamResult(RemoteRequest.of(
                "anna", Request.until(Halt.after("survive")).with(HOW, "survive"))
            .wanting(TRACKER))) {
      List<RemoteEvent> behind = new ArrayList<>();
      int attempts = 1;
      for (Iterator<RemoteEvent> all = result.events(); all.hasNext(); ) {
        behind.add(all.next());
        if (behind.get(behind.size() - 1) instanceof RemoteEvent.Restarted) {
          attempts++;
          behind.clear();
        }
      }
      assertThat(attempts).isGreaterThan(1);
      assertThat(behind)
          .extracting(event -> ((RemoteEvent.Item) event).value(Tick.class))
          .containsExactly(new Tick(0, "after"), new Tick(1, "after"), new Tick(2, "after"));
      assertThat(result.get().get(TRACKER)).containsExactly(1L);
    } finally {
      failing.cancel().get();
    }
  }
}
