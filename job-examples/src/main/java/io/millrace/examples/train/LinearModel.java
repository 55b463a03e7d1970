package io.millrace.examples.train;

import java.util.Collections;
import java.util.List;

/**
 * A logistic regression as far as it has learned. Kept in savepoints.
 *
 * @param weights one for each feature
 * @param bias what a point without features is worth
 * @param epochs how many passes over examples it has made in all
 */
public record LinearModel(List<Double> weights, double bias, long epochs) {

  /** One that has learned nothing: it gives every point an even chance. */
  static LinearModel blank(int features) {
    return new LinearModel(Collections.nCopies(features, 0.0), 0, 0);
  }

  /** The log-odds of a point's class. */
  double odds(List<Double> features) {
    double odds = bias;
    for (int i = 0; i < features.size(); i++) {
      odds += weights.get(i) * features.get(i);
    }
    return odds;
  }

  /** How likely a point is of the class, from 0 to 1. */
  double probability(List<Double> features) {
    return 1 / (1 + StrictMath.exp(-odds(features)));
  }
}
