package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.function.Consumer;

/**
 * A stream of input elements, a stream of output elements. Elements are pushed, and what is ready is handed to {@code out}
 * at once. What must be remembered is the state, a value: {@link #next} returns the next one and leaves the one it was
 * given as it was. That is what lets a half-read stream survive a restart. The object itself holds nothing of any
 * request.
 *
 * @param <IE> an element of the input
 * @param <S> the state
 * @param <OE> an element of the output
 */
public interface StreamStream<IE, S, OE> {

  /** Of what the state is made. */
  StateType<S> stateType();

  /** The state before the first element. What later calls need of the parameters goes into it. */
  S open(Parameters parameters);

  /** The state after one element more. */
  S next(S state, IE element, Consumer<? super OE> out);

  /** Lets out what was held back, the last element having been taken. Not called for a request that failed. */
  void end(S state, Consumer<? super OE> out);
}
