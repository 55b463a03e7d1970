package io.millrace.core.action;

import java.util.function.Consumer;

/**
 * A streaming action as a class.
 *
 * @param <I> the intermediate results
 * @param <R> the final result
 */
public non-sealed interface StreamingAction<I, R> extends ActionClass<R> {

  /** The intermediate results' class. */
  Class<I> itemType();

  /** Hands intermediate results to {@code out} as they come, and returns the final one. May block. */
  R streamRun(State state, Inputs inputs, Consumer<? super I> out) throws Exception;
}
