package io.millrace.examples.train;

import java.util.List;

/**
 * A point of which the class is asked for.
 *
 * @param features the point, as many numbers as the model's examples had
 */
public record Point(List<Double> features) {}
