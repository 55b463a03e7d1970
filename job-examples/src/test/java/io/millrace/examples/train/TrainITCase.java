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
import io.millrace.examples.actions.Replies;
import io.millrace.examples.actions.Requests;
import io.millrace.flink.ActionSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models over topics: what they learn is what they learn in plain Java, to the last bit. */
@Timeout(120)
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
    LiveJob train = LiveJob.start(kafka, () -> ActionSetup.of(TrainGraph.graph()));
    train.send("clouds", "1", FIRST);
    train.await("1");
    train.restart(savepoints);
    train.send("clouds", "2", SECOND);
    train.send("clouds", "3", TrainGraph.predicting(Clouds.points(UNSEEN)));
    Map<String, Replies> replies = train.await("2", "3");
    train.cancel();

    Application plain = Application.of("clouds", TrainGraph.graph(), State.EMPTY);
    assertSame(plain, FIRST, reply(replies, "1"));
    assertSame(plain, SECOND, reply(replies, "2"));
    Predictions predictions = reply(replies, "3").result(Predictions.class);
    assertThat(predictions)
        .isEqualTo(
            plain.run(TrainGraph.predicting(Clouds.points(UNSEEN))).result(Predictions.class));
    assertThat(predictions.epochs()).isEqualTo(10);
    for (int i = 0; i < UNSEEN.size(); i++) {
      assertThat(predictions.probabilities().get(i) > 0.5)
          .isEqualTo(UNSEEN.get(i).positive());
    }
  }

  private static void assertSame(Application plain, Request request, Replies replies) {
    List<Metrics> metrics = new ArrayList<>();
    try (StreamingResult result = plain.streamResult(request)) {
      result.items(Metrics.class).forEach(metrics::add);
      assertThat(replies.result(Trained.class)).isEqualTo(result.get().result(Trained.class));
    }
    assertThat(replies.values(Metrics.class)).hasSize(5).isEqualTo(metrics);
  }

  private static Replies reply(Map<String, Replies> replies, String id) {
    Replies reply = Objects.requireNonNull(replies.get(id), id);
    assertThat(reply.status()).isEqualTo(Status.OK);
    return reply;
  }

  @Test
  void theCommandCountsWhatItDidAndWhatFailed() throws Exception {
    kafka.createTopic("train.requests", 2);
    kafka.write(List.of(
        Requests.run("train.requests", "a", "1", TrainGraph.predicting(Clouds.points(UNSEEN))),
        Requests.run("train.requests", "b", "2", FIRST),
        Requests.text("train.requests", "c", "no request")));

    Outcome outcome = Outcome.of("train", "-b=" + kafka.servers(), "-p=1", "--bounded");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo("2 requests ended, 1 of them failed, 5 items, 2 dead letters\n");
    Replies failed =
        Objects.requireNonNull(Replies.of(kafka.read("train.replies")).get("1"));
    assertThat(failed.status())
        .isEqualTo(Status.Code.FAILED_PRECONDITION.because(
            "action 'predict' (step 1, attempt 0) failed: FAILED_PRECONDITION: a model must have"
                + " learned before it is asked but this has not"));
  }
}
