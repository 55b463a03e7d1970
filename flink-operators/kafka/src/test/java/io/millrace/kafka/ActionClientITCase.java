package io.millrace.kafka;

import static io.millrace.kafka.CounterGraph.COUNT;
import static io.millrace.kafka.CounterGraph.HOW;
import static io.millrace.kafka.CounterGraph.TRACKER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.action.Field;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Request;
import io.millrace.core.action.StreamMode;
import io.millrace.flink.ActionStream;
import io.millrace.flink.ActionStreams;
import io.millrace.kafka.CounterGraph.Tick;
import io.millrace.kafka.client.ActionClient;
import io.millrace.kafka.client.ActionClientSettings;
import io.millrace.kafka.client.RemoteEnd;
import io.millrace.kafka.client.RemoteEvent;
import io.millrace.kafka.client.RemoteRequest;
import io.millrace.kafka.client.RemoteResult;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.schemas.ActionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counter, asked over topics by a client that knows no Flink. */
class ActionClientITCase {

  private static final List<Double> FIRST_TEN =
      List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

  @RegisterExtension
  static final MiniClusterExtension FLINK = new StrictCluster().extension();

  private static TestKafka kafka;
  private static JobClient job;
  private static ActionClient client;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    for (String topic : List.of("requests", "replies", "dead")) {
      kafka.createTopic(topic, 2);
    }
    StreamExecutionEnvironment environment =
        StrictCluster.environment(2, LowLatency.flink(new Configuration()));
    String servers = kafka.servers();
    // guide: begin
    var graph = CounterGraph.graph();
    ActionSource requests = KafkaActions.calls(
        environment, "requests", KafkaInput.of(servers, "counters", "requests"), graph);
    ActionStream counters =
        ActionStreams.of(requests.calls()).run("counters", CounterGraph::setup);
    counters
        .outputs()
        .sinkTo(KafkaActions.replies(KafkaOutput.of(servers, "replies").lowLatency(), graph))
        .name("replies")
        .uid("replies");
    // guide: end
    requests
        .deadLetters()
        .sinkTo(KafkaSinks.deadLetters(KafkaOutput.of(servers, "dead")))
        .uid("dead");
    job = environment.executeAsync();
    client = ActionClient.open(settings());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    job.cancel().get();
    kafka.close();
  }

  private static ActionClientSettings settings() {
    return ActionClientSettings.of(kafka.servers(), "requests", "replies")
        .withTimeout(Duration.ofSeconds(60));
  }

  private static String someone() {
    return UUID.randomUUID().toString();
  }

  private static RemoteRequest request(String application, String how) {
    return RemoteRequest.of(application, Request.until(Halt.after(how)).with(HOW, how))
        .wanting(COUNT, TRACKER);
  }

  /** Where an application stands that is about to do an action, and goes no further. */
  private static RemoteEnd standing(String application, String next) {
    RemoteEnd end = client.run(
        RemoteRequest.of(application, Request.until(Halt.before(next))).wanting(COUNT, TRACKER));
    assertThat(end.ending()).isEqualTo(Outcome.Ending.HALTED_BEFORE);
    return end;
  }

  @Test
  void theItemsComeInOrderAndThenTheFinalResultAndTheState() {
    String servers = kafka.servers();
    List<Double> items = new ArrayList<>();
    // guide: begin
    try (ActionClient counters =
            ActionClient.open(ActionClientSettings.of(servers, "requests", "replies"));
        RemoteResult result = counters.streamResult(RemoteRequest.of(
                "anna", Request.until(Halt.after("count")).with(HOW, "count"))
            .wanting(COUNT, TRACKER))) {
      for (Double item : result.items(Double.class)) {
        items.add(item); // one by one, as the action gives them
      }
      RemoteEnd end = result.get();
      assertThat(end.result(Long.class)).isEqualTo(1);
      assertThat(end.get(TRACKER)).containsExactly(1L);
    }
    // guide: end
    assertThat(items).isEqualTo(FIRST_TEN);
  }

  @Test
  void getWithoutIteratingDrainsAndIsTwiceTheSame() {
    String bob = someone();
    try (RemoteResult result = client.streamResult(request(bob, "count"))) {
      RemoteEnd end = result.get();

      assertThat(end.result(Long.class)).isEqualTo(1);
      assertThat(end.items()).isEqualTo(10);
      assertThat(end.ending()).isEqualTo(Outcome.Ending.HALTED_AFTER);
      assertThat(end.action()).isEqualTo("count");
      assertThat(end.step()).isEqualTo(2);
      assertThat(result.get()).isSameAs(end);
    }
    RemoteEnd second = client.run(request(bob, "count"));
    assertThat(second.items()).isZero();
    assertThat(second.get(TRACKER)).containsExactly(1L, 2L);
  }

  @Test
  void everyStepStreamsIfAskedTo() {
    RemoteRequest both =
        request(someone(), "count").streaming(StreamMode.EVERY).withHeaders(Map.of("a", "b"));
    List<String> events = new ArrayList<>();
    try (RemoteResult result = client.streamResult(both)) {
      result.events().forEachRemaining(event -> {
        RemoteEvent.Item item = (RemoteEvent.Item) event;
        events.add(item.action() + " " + item.step() + "/" + item.attempt() + "/" + item.index());
      });
    }
    assertThat(events).hasSize(10).startsWith("count 1/0/0", "count 1/0/1");
  }

  @Test
  void anActionThatDoesNotStreamGivesNoItemsAndItsResult() {
    try (RemoteResult result = client.streamResult(request(someone(), "plain"))) {
      assertThat(result.iterator().hasNext()).isFalse();
      assertThat(result.get().result(Long.class)).isEqualTo(1);
    }
  }

  @Test
  void haltingBeforeAnActionHasNoResultAndTheState() {
    String carl = someone();
    client.run(request(carl, "plain"));
    RemoteEnd end = client.run(
        RemoteRequest.of(carl, Request.until(Halt.before("count")).with(HOW, "count"))
            .wanting(COUNT));

    assertThat(end.ending()).isEqualTo(Outcome.Ending.HALTED_BEFORE);
    assertThat(end.get(COUNT)).isEqualTo(1);
    assertThatThrownBy(() -> end.result(Long.class))
        .hasMessage("the result must be a Long but there is none: HALTED_BEFORE");
  }

  @Test
  void closingEarlyCancelsAndTheStateIsAsItWas() {
    String dora = someone();
    client.run(request(dora, "count"));
    RemoteResult result = client.streamResult(request(dora, "hang"));
    assertThat(result.items(Tick.class).iterator().next()).isEqualTo(new Tick(1, "hangs"));
    result.close();

    assertThatThrownBy(result::get)
        .isInstanceOf(StatusException.class)
        .hasMessage("CANCELLED: the request was cancelled");
    assertThat(result.end().get(COUNT)).isEqualTo(1);
    assertThat(standing(dora, "hang").get(TRACKER)).containsExactly(1L);
  }

  @Test
  void aFailureComesBehindTheItemsAndCarriesItsStatus() {
    try (RemoteResult result = client.streamResult(request(someone(), "fail"))) {
      Iterator<Tick> items = result.items(Tick.class).iterator();
      assertThat(items.next()).isEqualTo(new Tick(0, "first"));
      assertThatThrownBy(items::hasNext).isInstanceOf(StatusException.class);
      assertThatThrownBy(result::get)
          .isInstanceOf(StatusException.class)
          .hasMessageStartingWith("RESOURCE_EXHAUSTED: ")
          .hasMessageContaining("no numbers left");
      assertThat(result.end().get(COUNT)).isZero();
    }
  }

  @Test
  void anInputOfAnotherTypeIsRefusedToWhoeverGaveIt() {
    RemoteRequest request = RemoteRequest.of(
        someone(), Request.until(Halt.after("count")).with(Field.ofLong("how"), 3L));

    assertThatThrownBy(() -> client.run(request))
        .hasMessage("INVALID_ARGUMENT: input: input 'how' must be a String but was 3");
  }

  @Test
  void aRequestThatWasHadGetsTheEndAgainWithoutRunning() {
    RemoteRequest request = request(someone(), "count").withId("once");
    client.run(request);
    try (ActionClient other = ActionClient.open(settings());
        RemoteResult again = other.streamResult(request)) {
      assertThat(again.iterator().hasNext()).isFalse();
      assertThat(again.get().result(Long.class)).isEqualTo(1);
    }
    assertThat(client.run(request.withId("twice")).get(TRACKER)).containsExactly(1L, 2L);
  }

  @Test
  void theSameRequestCannotBeUnderWayTwiceInOneClient() {
    RemoteRequest request = request(someone(), "hang").withId("once");
    RemoteResult first = client.streamResult(request);

    assertThatThrownBy(() -> client.streamResult(request))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(request + " must be under way once but is already");
    first.close();
    assertThat(first.end().status().code()).isEqualTo(Status.Code.CANCELLED);
  }

  @Test
  void manyRequestsOfTwoClientsAtOnceEachHaveTheirOwn() {
    try (ActionClient other = ActionClient.open(settings())) {
      List<RemoteResult> results = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ActionClient one = i % 2 == 0 ? client : other;
        results.add(one.streamResult(request(someone(), "count").in("p" + i % 3)));
      }
      for (RemoteResult result : results) {
        List<Double> items = new ArrayList<>();
        result.items(Double.class).forEach(items::add);
        assertThat(items).isEqualTo(FIRST_TEN);
        assertThat(result.get().get(TRACKER)).containsExactly(1L);
      }
    }
  }

  @Test
  void aRequestWhoseTimeIsOverIsCancelledThere() {
    String erna = someone();
    RemoteRequest hanging = request(erna, "hang").within(Duration.ofSeconds(1));

    assertThatThrownBy(() -> client.run(hanging))
        .hasMessage("DEADLINE_EXCEEDED: " + hanging
            + " must end within PT1S but did not; the cancellation was sent");
    assertThat(standing(erna, "hang").get(TRACKER)).isEmpty();
  }

  @Test
  void aClientThatIsClosedEndsWhatIsUnderWayHereAndNotThere() {
    RemoteRequest request = request(someone(), "hang").withId("goes-on");
    ActionClient other = ActionClient.open(settings());
    RemoteResult result = other.streamResult(request);
    assertThat(result.items(Tick.class).iterator().next()).isEqualTo(new Tick(0, "hangs"));
    other.close();

    assertThatThrownBy(result::get)
        .hasMessage("CANCELLED: the client was closed; the request goes on where it is");
    assertThatThrownBy(() -> other.streamResult(request))
        .hasMessage("CANCELLED: the client was closed; the request goes on where it is");
    RemoteResult there = client.streamResult(request);
    there.close();
    assertThat(there.end().status().message()).isEqualTo("the request was cancelled");
  }

  @Test
  void whatIsNoRequestIsADeadLetter() throws Exception {
    String tooLong = "r".repeat(4_097);
    var encoder = EnvelopeFormat.singleObject().encoder(ActionRequest.class, "requests");
    var longId = Message.unary(tooLong, ActionRequests.run("anna"));
    kafka.write(List.of(
        new ProducerRecord<>("requests", "anna".getBytes(UTF_8), new byte[] {1}),
        new ProducerRecord<>("requests", "anna".getBytes(UTF_8), null),
        new ProducerRecord<>("requests", "anna".getBytes(UTF_8), encoder.encode(longId)),
        new ProducerRecord<>("requests", "otto".getBytes(UTF_8), encoder.encode(
            Message.unary("r", ActionRequests.run("anna"))))));

    List<String> reasons = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> dead : kafka.await("dead", 3)) {
      reasons.add(new String(
          dead.headers().lastHeader(DeadLetterHeaders.MESSAGE).value(), UTF_8));
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "an envelope must have at least 10 bytes but has 1",
            "the request's id must be of at most 4096 bytes but has 4097",
            "the key must be the application's id, \"anna\", but was \"otto\"");
  }

  @Test
  void aTopicThatIsNotThereIsSaidAtOnce() {
    assertThatThrownBy(() -> ActionClient.open(
            ActionClientSettings.of(kafka.servers(), "requests", "nowhere")))
        .hasMessage("topic 'nowhere' of replies must be there but is not");
  }
}
