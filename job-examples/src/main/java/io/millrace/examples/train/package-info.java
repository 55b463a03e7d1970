/**
 * Models that learn while they are asked: batches of labelled examples in, the metrics of each pass over them out as they
 * come, and the model kept under its id, where the next batch finds it.
 *
 * <p>{@link LogisticRegression} is the arithmetic and {@link TrainGraph} what a request does, both in plain Java; {@link
 * TrainCommand} runs it between topics.
 */
@NullMarked
package io.millrace.examples.train;

import org.jspecify.annotations.NullMarked;
