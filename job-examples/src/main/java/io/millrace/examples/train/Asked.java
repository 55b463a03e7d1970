package io.millrace.examples.train;

import io.millrace.core.Status;
import io.millrace.core.action.Inputs;

/** What a request asks a model for, by the inputs that it gives. */
public enum Asked {
  /** To learn from examples. */
  TRAIN,
  /** To say what it thinks of points. */
  PREDICT;

  /**
   * What these inputs ask for.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT if they ask for both, or for nothing
   */
  static Asked of(Inputs inputs) {
    int examples = inputs.get(TrainFields.EXAMPLES).size();
    int points = inputs.get(TrainFields.POINTS).size();
    if ((examples > 0) == (points > 0)) {
      throw Status.Code.INVALID_ARGUMENT
          .because("a request must give examples to learn from or points to predict but gives "
              + examples + " examples and " + points + " points")
          .asException();
    }
    return examples > 0 ? TRAIN : PREDICT;
  }

  /**
   * Checks that this is what the inputs ask for.
   *
   * @throws OtherRequestException if they ask for the other
   */
  void require(Inputs inputs) {
    if (of(inputs) != this) {
      throw new OtherRequestException(this);
    }
  }
}
