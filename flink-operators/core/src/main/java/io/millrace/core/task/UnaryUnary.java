package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.List;

/**
 * One input, one output.
 *
 * @param <I> the input
 * @param <O> the output
 */
@FunctionalInterface
public interface UnaryUnary<I, O> {

  /** Answers one input. An exception fails the request it belongs to, with the status it carries. */
  O run(I input, Parameters parameters);

  /** Answers several inputs, in their order; by default one after the other. One failing item fails alone. */
  default List<Outcome<O>> runBatch(List<I> inputs, Parameters parameters) {
    return inputs.stream()
        .map(input -> Outcome.of(() -> run(input, parameters)))
        .toList();
  }
}
