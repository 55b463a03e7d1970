package io.millrace.core.action;

/**
 * An action as a class that gives no intermediate results.
 *
 * @param <R> the result
 */
public non-sealed interface PlainAction<R> extends ActionClass<R> {

  /** Works out the result. May block. */
  R run(State state, Inputs inputs) throws Exception;
}
