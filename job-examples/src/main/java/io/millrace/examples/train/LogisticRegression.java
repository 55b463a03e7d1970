package io.millrace.examples.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Logistic regression by stochastic gradient descent, an example at a time (Bottou, "Stochastic Gradient Descent Tricks",
 * 2012, without its averaging and its schedule of rates). The same examples give the same bits on every machine: the order
 * comes from a seed, and of the functions that processors may round differently {@link StrictMath}'s are taken.
 */
final class LogisticRegression {

  private LogisticRegression() {}

  /** The model after one pass over the examples, which is its next epoch. */
  static LinearModel pass(LinearModel model, List<Example> examples, Training training) {
    List<Example> order = new ArrayList<>(examples);
    // By the epoch too, or each pass would end with the same example.
    Collections.shuffle(order, new Random(31 * training.seed() + model.epochs()));
    double[] weights = model.weights().stream().mapToDouble(Double::doubleValue).toArray();
    double bias = model.bias();
    for (Example example : order) {
      double error = error(weights, bias, example);
      for (int i = 0; i < weights.length; i++) {
        double slope = error * example.features().get(i) + training.decay() * weights[i];
        weights[i] -= training.rate() * slope;
      }
      bias -= training.rate() * error;
    }
    return new LinearModel(Arrays.stream(weights).boxed().toList(), bias, model.epochs() + 1);
  }

  /** By how much the class is thought likelier than it is: the gradient of the loss by the log-odds. */
  private static double error(double[] weights, double bias, Example example) {
    double odds = bias;
    for (int i = 0; i < weights.length; i++) {
      odds += weights[i] * example.features().get(i);
    }
    return 1 / (1 + StrictMath.exp(-odds)) - (example.positive() ? 1 : 0);
  }

  /** How well the model does. */
  static Metrics measure(LinearModel model, List<Example> examples) {
    double loss = 0;
    long right = 0;
    for (Example example : examples) {
      double odds = model.odds(example.features());
      loss += loss(example.positive() ? odds : -odds);
      right += odds > 0 == example.positive() ? 1 : 0;
    }
    return new Metrics(model.epochs(), loss / examples.size(), (double) right / examples.size());
  }

  /** {@code -ln(1 / (1 + exp(-odds)))}, in a form that does not overflow. */
  private static double loss(double odds) {
    return Math.max(-odds, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(odds)));
  }
}
