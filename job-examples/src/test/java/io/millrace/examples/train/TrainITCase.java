package io.millrace.examples.train;

import static io.millrace.examples.train.TrainFields.EPOCHS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Status;
import io.millrace.core.action.Application;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.core.action.StreamingResult;
import io.millrace.examples.Outcome;
import io.millrace.examples.actions.LiveJob;
import io.millrace.flink.ActionSetup;
import io.millrace.kafka.client.ActionClient;
import io.millrace.kafka.client.ActionClientSettings;
import io.millrace.kafka.client.RemoteRequest;
import io.millrace.kafka.client.RemoteResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models over topics: what they learn is what they learn in plain Java, to the last bit. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class TrainITCase {

  private static final Request FIRST = TrainGraph.training(Clouds.of(1, 100)).with(EPOCHS, 5L);
  private static final Request SECOND = TrainGraph.training(Clouds.of(2, 100)).with(EPOCHS, 5L);
  private static final List<Example> UNSEEN = Clouds.of(3, 20);

  private TestKafka kafka;

  @BeforeAll
  void start() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @Test
  void learnsAsInPlainJavaAlsoAfterARestart(@TempDir Path savepoints) throws Exception {
    Application plain = Application.of("clouds", TrainGraph.graph(), State.EMPTY);
    Request asking = TrainGraph.predicting(Clouds.points(UNSEEN));
    try (LiveJob train = LiveJob.start(kafka, () -> ActionSetup.of(TrainGraph.graph()))) {
      assertSame(plain.streamResult(FIRST), train.send("clouds", FIRST));
      train.restart(savepoints);
      assertSame(plain.streamResult(SECOND), train.send("clouds", SECOND));

      Predictions predictions = train.send("clouds", asking).get().result(Predictions.class);
      assertThat(predictions).isEqualTo(plain.run(asking).result(Predictions.class));
      assertThat(predictions.epochs()).isEqualTo(10);
      for (int i = 0; i < UNSEEN.size(); i++) {
        assertThat(predictions.probabilities().get(i) > 0.5)
            .isEqualTo(UNSEEN.get(i).positive());
      }
    }
  }

  private static void assertSame(StreamingResult plain, RemoteResult live) {
    List<Metrics> expected = new ArrayList<>();
    List<Metrics> metrics = new ArrayList<>();
    try (plain;
        live) {
      plain.items(Metrics.class).forEach(expected::add);
      live.items(Metrics.class).forEach(metrics::add);
      assertThat(metrics).hasSize(5).isEqualTo(expected);
      assertThat(live.get().result(Trained.class)).isEqualTo(plain.get().result(Trained.class));
    }
  }

  @Test
  void theCommandCountsWhatItDidAndWhatFailed() throws Exception {
    kafka.createTopic("train.requests", 1);
    kafka.createTopic("train.replies", 1);
    try (ActionClient client = ActionClient.open(
        ActionClientSettings.of(kafka.servers(), "train.requests", "train.replies"))) {
      RemoteResult early =
          client.streamResult(RemoteRequest.of("a", TrainGraph.predicting(Clouds.points(UNSEEN))));
      RemoteResult trained = client.streamResult(RemoteRequest.of("b", FIRST));
      kafka.write(
          List.of(new ProducerRecord<>("train.requests", new byte[] {'c'}, new byte[] {'n', 'o'})));
      assertThat(kafka.await("train.requests", 3)).hasSize(3);

      Outcome outcome = Outcome.of("train", "-b=" + kafka.servers(), "-p=1", "--bounded");

      assertThat(outcome)
          .isEqualTo(
              new Outcome(0, "2 requests ended, 1 of them failed, 5 items, 2 dead letters\n", ""));
      assertThat(early.end().status())
          .isEqualTo(Status.Code.FAILED_PRECONDITION.because(
              "action 'predict' (step 1, attempt 0) failed: FAILED_PRECONDITION: a model must have"
                  + " learned before it is asked but this has not"));
      assertThat(trained.get().result(Trained.class).model().epochs()).isEqualTo(5);
    }
  }
}
