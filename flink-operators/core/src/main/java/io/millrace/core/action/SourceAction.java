package io.millrace.core.action;

/**
 * A streaming action as a class, made of an iterator, a stream, a publisher, or whatever else {@link Streaming} takes.
 *
 * @param <I> the intermediate results
 * @param <R> the final result
 */
public non-sealed interface SourceAction<I, R> extends ActionClass<R> {

  /** The intermediate results' class. */
  Class<I> itemType();

  /** The stream, not yet running. Does not block. */
  Streaming<I, R> streamRun(State state, Inputs inputs) throws Exception;
}
