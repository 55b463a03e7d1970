package io.millrace.flink.async;

import io.millrace.core.Parameters;

/**
 * Where answers come from.
 *
 * @param <I> what is asked
 * @param <T> an element of the answer
 */
public interface Source<I, T> {

  /** What a module must not send. */
  String NO_ELEMENT = "a module's output must not be null";

  /** Begins an answer, and returns before its first element. Whatever the module does wrong ends up in the reading. */
  void begin(I input, Parameters parameters, Reading<?, T> into);

  /** Begins what is waiting for others to be begun with. */
  default void flush() {}
}
