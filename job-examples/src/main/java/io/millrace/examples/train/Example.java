package io.millrace.examples.train;

import java.util.List;

/**
 * A point of which the class is known.
 *
 * @param features the point, as many numbers as the model's others
 * @param positive whether it is of the class that the model is to know
 */
public record Example(List<Double> features, boolean positive) {}
