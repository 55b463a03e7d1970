package io.millrace.core.task;

import java.util.stream.Stream;

/**
 * The two ways between a task's unary output and its streaming output elements. {@code join(split(input, output))} equals
 * {@code output}. Optional fields of the output ride on the first element; those only known at its end (finish reason,
 * counts) on the last.
 *
 * @param <I> the unary input
 * @param <A> the accumulator of the join
 * @param <O> the unary output
 * @param <OE> the streaming output element
 */
public interface OutputTranslator<I, A, O, OE> extends Join<OE, A, O> {

  /** The elements of an output, lazily. The input is seen too: the last {@code processed_index} is its length. */
  Stream<OE> split(I input, O output);
}
