package io.millrace.core.task;

/**
 * Assembles a whole from its elements, one at a time, holding no more than the whole itself.
 *
 * <p>Accumulators are values: {@link #add} returns the next one and leaves the one it was given as it was, for that may be
 * in the middle of being written to a checkpoint. Implementations are stateless.
 *
 * @param <E> an element
 * @param <A> what is assembled so far
 * @param <W> the whole
 */
public interface Join<E, A, W> {

  /** Of what the accumulator is made. */
  StateType<A> accumulatorType();

  /** An accumulator of no elements. */
  A create();

  /** The accumulator with one element more. Amortized constant time, or assembling becomes quadratic. */
  A add(A accumulator, E element);

  /** The whole. */
  W finish(A accumulator);
}
