package io.millrace.examples.train;

/**
 * How well a model did after a pass over its examples.
 *
 * @param epoch which pass it was, of all that the model has made, from 1
 * @param loss the mean negative log-likelihood of the examples' classes, in nats
 * @param accuracy the part of the examples whose likelier class is theirs, from 0 to 1
 */
public record Metrics(long epoch, double loss, double accuracy) {}
