package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A stream of input elements, one output. Elements are pushed; what must be remembered between two of them is the state,
 * a value: {@link #next} returns the next one and leaves the one it was given as it was. That is what lets a half-read
 * stream survive a restart. The object itself holds nothing of any request.
 *
 * @param <IE> an element of the input
 * @param <S> the state
 * @param <O> the output
 */
public interface StreamUnary<IE, S, O> {

  /** Of what the state is made. */
  StateType<S> stateType();

  /** The state before the first element. What later calls need of the parameters goes into it. */
  S open(Parameters parameters);

  /** The state after one element more. */
  S next(S state, IE element);

  /** The output, the last element having been taken. */
  O end(S state);

  /**
   * How to merge the states of two adjoining pieces of a stream, the earlier one first; absent if that cannot be done.
   * Only windows that merge (sessions) ask for it.
   */
  default Optional<BinaryOperator<S>> merger() {
    return Optional.empty();
  }
}
