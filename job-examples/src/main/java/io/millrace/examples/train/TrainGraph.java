package io.millrace.examples.train;

import static io.millrace.examples.train.TrainFields.ASKED;
import static io.millrace.examples.train.TrainFields.DECAY;
import static io.millrace.examples.train.TrainFields.EPOCHS;
import static io.millrace.examples.train.TrainFields.EXAMPLES;
import static io.millrace.examples.train.TrainFields.MODEL;
import static io.millrace.examples.train.TrainFields.POINTS;
import static io.millrace.examples.train.TrainFields.RATE;
import static io.millrace.examples.train.TrainFields.SEED;

import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a model does with a request. Given examples it learns from them, from what it has learned before on, and streams the
 * metrics of each pass; the result is the model. Given points it says what it thinks of them, and stays as it is.
 *
 * <p>A request runs to the tag {@link #DONE}. Training that fails, diverges or is cancelled leaves the model as it was.
 */
final class TrainGraph {

  /** The tag of the actions that end a request. */
  static final String DONE = "done";

  private static final Input<List<Example>> EXAMPLES_IN = Input.optional(EXAMPLES, List.of());
  private static final Input<List<Point>> POINTS_IN = Input.optional(POINTS, List.of());

  private TrainGraph() {}

  /** What has a model learn; further inputs may say how. */
  static Request training(List<Example> examples) {
    return Request.until(Halt.afterTag(DONE)).with(EXAMPLES, examples);
  }

  /** What asks a model. */
  static Request predicting(List<Point> points) {
    return Request.until(Halt.afterTag(DONE)).with(POINTS, points);
  }

  /** The graph. */
  static Graph graph() {
    return Graph.builder()
        .action("ask", ask())
        .action("train", train().withTags(DONE))
        .action("predict", predict().withTags(DONE))
        .transition("ask", "train", Condition.when(ASKED, Asked.TRAIN))
        .transition("ask", "predict")
        .transition("train", "ask")
        .onError("train", OtherRequestException.class, "ask")
        .transition("predict", "ask")
        .onError("predict", OtherRequestException.class, "ask")
        .entry("ask")
        .build();
  }

  private static Action<Void, Asked> ask() {
    return Action.of(Asked.class)
        .inputs(EXAMPLES_IN, POINTS_IN)
        .writes(ASKED)
        .run((state, inputs) -> {
          Asked asked = Asked.of(inputs);
          return new Final<>(asked, state.update(ASKED, asked));
        });
  }

  private static Action<Metrics, Trained> train() {
    return Action.of(Metrics.class, Trained.class)
        .inputs(
            EXAMPLES_IN,
            POINTS_IN,
            Input.optional(EPOCHS, 10L),
            Input.optional(RATE, 0.1),
            Input.optional(DECAY, 0.0),
            Input.optional(SEED, 0L))
        .reads(MODEL)
        .writes(MODEL)
        .stream((state, inputs, out) -> {
      Asked.TRAIN.require(inputs);
      Trained trained = trained(begin(state, inputs), inputs.get(EXAMPLES), training(inputs), out);
      return new Final<>(trained, state.update(MODEL, trained.model()));
    });
  }

  /** The model as it is, or a blank one as wide as the examples. */
  private static LinearModel begin(State state, Inputs inputs) {
    List<List<Double>> points =
        inputs.get(EXAMPLES).stream().map(Example::features).toList();
    Optional<LinearModel> known = state.find(MODEL);
    known.ifPresent(model -> Width.require(model.weights().size(), points));
    return known.orElseGet(() -> LinearModel.blank(Width.of(points)));
  }

  private static Training training(Inputs inputs) {
    try {
      return new Training(
          inputs.get(EPOCHS), inputs.get(RATE), inputs.get(DECAY), inputs.get(SEED));
    } catch (IllegalArgumentException e) {
      throw Status.Code.INVALID_ARGUMENT.because(String.valueOf(e.getMessage())).asException();
    }
  }

  private static Trained trained(
      LinearModel begin, List<Example> examples, Training training, Consumer<? super Metrics> out) {
    LinearModel model = begin;
    Metrics metrics = LogisticRegression.measure(model, examples);
    for (long pass = 0; pass < training.epochs(); pass++) {
      model = LogisticRegression.pass(model, examples, training);
      metrics = LogisticRegression.measure(model, examples);
      if (!Double.isFinite(metrics.loss())) {
        throw Status.Code.FAILED_PRECONDITION
            .because("training must converge but the loss after epoch " + metrics.epoch() + " was "
                + metrics.loss() + "; a lower rate than " + training.rate() + " may help")
            .asException();
      }
      out.accept(metrics);
    }
    return new Trained(model, metrics);
  }

  private static Action<Void, Predictions> predict() {
    return Action.of(Predictions.class)
        .inputs(EXAMPLES_IN, POINTS_IN)
        .reads(MODEL)
        .run((state, inputs) -> {
          Asked.PREDICT.require(inputs);
          LinearModel model = state
              .find(MODEL)
              .orElseThrow(() -> Status.Code.FAILED_PRECONDITION
                  .because("a model must have learned before it is asked but this has not")
                  .asException());
          List<List<Double>> points =
              inputs.get(POINTS).stream().map(Point::features).toList();
          Width.require(model.weights().size(), points);
          return new Final<>(
              new Predictions(points.stream().map(model::probability).toList(), model.epochs()),
              state);
        });
  }
}
