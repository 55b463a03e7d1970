package io.millrace.examples.train;

import static io.millrace.examples.train.TrainFields.DECAY;
import static io.millrace.examples.train.TrainFields.EPOCHS;
import static io.millrace.examples.train.TrainFields.EXAMPLES;
import static io.millrace.examples.train.TrainFields.MODEL;
import static io.millrace.examples.train.TrainFields.POINTS;
import static io.millrace.examples.train.TrainFields.RATE;
import static io.millrace.examples.train.TrainFields.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Application;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.core.action.StreamingResult;
import io.millrace.testkit.action.ActionLaws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models in plain Java. */
@Timeout(60)
class TrainGraphTest {

  private static final Graph GRAPH = TrainGraph.graph();
  private static final Training TRAINING = new Training(1, 0.1, 0, 0);

  private final Application model = Application.of("clouds", GRAPH, State.EMPTY);

  private static Request learning(int seed, long epochs) {
    return TrainGraph.training(Clouds.of(seed, 100)).with(EPOCHS, epochs);
  }

  private static Predictions ask(Application model, List<Point> points) {
    return model.run(TrainGraph.predicting(points)).result(Predictions.class);
  }

  @Test
  void streamsTheMetricsOfEachPassAndEndsInTheModel() {
    List<Metrics> metrics = new ArrayList<>();
    Outcome outcome;
    try (StreamingResult result = model.streamResult(learning(1, 5))) {
      result.items(Metrics.class).forEach(metrics::add);
      outcome = result.get();
    }

    Trained trained = outcome.result(Trained.class);
    assertThat(metrics).extracting(Metrics::epoch).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(metrics.get(4).loss()).isLessThan(metrics.get(0).loss());
    assertThat(metrics).last().isEqualTo(trained.last());
    assertThat(model.state().get(MODEL)).isEqualTo(trained.model());
  }

  @Test
  void goesOnFromWhatItHasLearned() {
    model.run(learning(1, 5));
    model.run(learning(1, 3));

    Application atOnce = Application.of("clouds", GRAPH, State.EMPTY);
    atOnce.run(learning(1, 8));
    assertThat(model.state().get(MODEL)).isEqualTo(atOnce.state().get(MODEL));
  }

  @Test
  void knowsPointsItHasNotSeen() {
    model.run(learning(1, 20));
    List<Example> unseen = Clouds.of(99, 100);

    Predictions predictions = ask(model, Clouds.points(unseen));

    assertThat(predictions.epochs()).isEqualTo(20);
    for (int i = 0; i < unseen.size(); i++) {
      assertThat(predictions.probabilities().get(i) > 0.5)
          .isEqualTo(unseen.get(i).positive());
    }
  }

  @Test
  void aPredictionLeavesTheModelAndHasNoItems() {
    model.run(learning(1, 2));
    LinearModel before = model.state().get(MODEL);

    try (StreamingResult result =
        model.streamResult(TrainGraph.predicting(Clouds.points(Clouds.of(2, 3))))) {
      assertThat(result).isEmpty();
    }

    assertThat(model.state().get(MODEL)).isEqualTo(before);
  }

  @Test
  void trainingThatWasCancelledLeavesTheModelAndIsNotTakenUpByAnotherRequest() {
    model.run(learning(1, 2));
    LinearModel before = model.state().get(MODEL);
    try (StreamingResult result = model.streamResult(learning(2, 1_000))) {
      assertThat(result.iterator().hasNext()).isTrue();
    }

    assertThat(ask(model, Clouds.points(Clouds.of(3, 1))).epochs()).isEqualTo(2);
    assertThat(model.state().get(MODEL)).isEqualTo(before);
    assertThat(model.run(learning(1, 1)).result(Trained.class).model().epochs()).isEqualTo(3);
  }

  @Test
  void aPredictionThatFailedIsFollowedByTraining() {
    assertThatThrownBy(() -> ask(model, Clouds.points(Clouds.of(1, 1))))
        .hasMessageEndingWith(
            "FAILED_PRECONDITION: a model must have learned before it is asked but this has not");

    model.run(learning(1, 1));
    assertThat(ask(model, Clouds.points(Clouds.of(1, 1))).epochs()).isEqualTo(1);
  }

  @Test
  void refusesWhatAsksForNothingOrForBoth() {
    Example example = new Example(List.of(1.0), true);
    Point point = new Point(List.of(1.0));

    assertRefused(
        TrainGraph.training(List.of()),
        "a request must give examples to learn from or points to predict but gives 0 examples and 0"
            + " points");
    assertRefused(
        TrainGraph.training(List.of(example, example)).with(POINTS, List.of(point)),
        "a request must give examples to learn from or points to predict but gives 2 examples and 1"
            + " points");
  }

  @Test
  void refusesPointsThatAreNotAsWideAsTheModel() {
    assertRefused(
        TrainGraph.training(List.of(new Example(List.of(), true))),
        "a point must have a feature at least but the first has none");
    assertRefused(
        TrainGraph.training(
            List.of(new Example(List.of(1.0), true), new Example(List.of(1.0, 2.0), true))),
        "point 1 must have 1 features but has 2");
    model.run(learning(1, 1));
    assertRefused(
        TrainGraph.training(List.of(new Example(List.of(1.0), true))),
        "point 0 must have 2 features but has 1");
    assertRefused(
        TrainGraph.predicting(List.of(new Point(List.of(1.0, Double.NaN)))),
        "point 0 must have finite numbers for features but has [1.0, NaN]");
    assertThat(model.state().get(MODEL).epochs()).isEqualTo(1);
  }

  @Test
  void refusesToLearnInAWayThatIsNone() {
    assertRefused(learning(1, 1).with(RATE, -1.0), "rate must be a number above 0 but was -1.0");
    assertRefused(
        learning(1, 1).with(DECAY, -1.0), "decay must be a number not below 0 but was -1.0");
  }

  private void assertRefused(Request request, String message) {
    assertThatThrownBy(() -> model.run(request))
        .hasMessageEndingWith("INVALID_ARGUMENT: " + message);
  }

  @Test
  void trainingThatDivergesLeavesTheModel() {
    assertThatThrownBy(
            () -> model.run(learning(1, 10).with(RATE, 1e300).with(DECAY, 1e300).with(SEED, 1L)))
        .hasMessageContaining(
            "FAILED_PRECONDITION: training must converge but the loss after epoch 1 was ")
        .hasMessageEndingWith("; a lower rate than 1.0E300 may help");
    assertThat(model.state().has(MODEL)).isFalse();
  }

  @Test
  void makesTenPassesUnlessSaid() {
    Outcome outcome = model.run(TrainGraph.training(Clouds.of(1, 10)));

    assertThat(outcome.result(Trained.class).model().epochs()).isEqualTo(10);
  }

  /** As modules are held to the law. */
  @Test
  void itsActionsKeepTheirPromises() {
    List<Example> examples = Clouds.of(1, 20);
    Inputs learning = Inputs.of(EXAMPLES, examples).with(EPOCHS, 3L);
    Inputs asking = Inputs.of(POINTS, Clouds.points(examples));
    State learned =
        State.of(MODEL, LogisticRegression.pass(LinearModel.blank(2), examples, TRAINING));

    ActionLaws.of(GRAPH.action("ask"))
        .given(State.EMPTY, Inputs.of(EXAMPLES, examples))
        .given(State.EMPTY, asking)
        .check();
    ActionLaws.of(GRAPH.action("train"))
        .given(State.EMPTY, learning)
        .given(learned, learning)
        .check();
    ActionLaws.of(GRAPH.action("predict")).given(learned, asking).check();
    ActionLaws.of(GRAPH, learning(1, 3)).check();
  }
}
