package io.millrace.examples.train;

/**
 * What training has come to.
 *
 * @param model the model, which the next batch goes on with
 * @param last how well it did after the last pass
 */
public record Trained(LinearModel model, Metrics last) {}
