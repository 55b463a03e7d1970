package io.millrace.examples.train;

/**
 * How a model learns from a batch.
 *
 * @param epochs how many passes over the batch
 * @param rate how far each example moves the model
 * @param decay by how much of themselves the weights shrink at each example, times the rate: L2 regularisation
 * @param seed orders the examples; the same batch with the same seed gives the same model
 */
record Training(long epochs, double rate, double decay, long seed) {

  static final long MOST_EPOCHS = 100_000;

  /** Validates the numbers. */
  Training {
    if (epochs < 1 || epochs > MOST_EPOCHS) {
      throw new IllegalArgumentException(
          "epochs must be between 1 and " + MOST_EPOCHS + " but were " + epochs);
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate must be a number above 0 but was " + rate);
    }
    if (!(decay >= 0) || Double.isInfinite(decay)) {
      throw new IllegalArgumentException("decay must be a number not below 0 but was " + decay);
    }
  }
}
