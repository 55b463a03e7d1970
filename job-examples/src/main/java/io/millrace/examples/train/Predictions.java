package io.millrace.examples.train;

import java.util.List;

/**
 * What a model thinks of points.
 *
 * @param probabilities how likely each is of the class, from 0 to 1, in the order of the points
 * @param epochs how many passes the model had made
 */
public record Predictions(List<Double> probabilities, long epochs) {}
