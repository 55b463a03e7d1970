package io.millrace.core.task;

import java.util.stream.Stream;

/**
 * The two ways between a task's unary input and its streaming input elements. {@code join(split(input))} equals {@code
 * input}.
 *
 * @param <I> the unary input
 * @param <A> the accumulator of the join
 * @param <IE> the streaming input element
 */
public interface InputTranslator<I, A, IE> extends Join<IE, A, I> {

  /** The elements of an input, lazily. */
  Stream<IE> split(I input);
}
