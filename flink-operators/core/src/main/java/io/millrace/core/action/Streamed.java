package io.millrace.core.action;

/**
 * One element of a stream of intermediate results that knows whether it is the last: so an intermediate result can go out
 * at once, without waiting for what comes next.
 *
 * @param <I> the intermediate results
 * @param <F> what the stream ends in
 */
public sealed interface Streamed<I, F> {

  /** An intermediate result. */
  static <I, F> Streamed<I, F> item(I item) {
    return new Item<>(item);
  }

  /** The end: of a stream there is exactly one, and nothing after it. */
  static <I, F> Streamed<I, F> last(F value) {
    return new Last<>(value);
  }

  /** What an engine fails a stream with that ends without its last. */
  static IllegalStateException withoutLast() {
    return new IllegalStateException(
        "the stream must end with a final result but ended without one");
  }

  /** What an engine fails a stream with that has something after its last. */
  static IllegalStateException afterLast() {
    return new IllegalStateException(
        "the stream must end with its final result but went on after it");
  }

  /** An intermediate result. */
  record Item<I, F>(I value) implements Streamed<I, F> {}

  /** The end. */
  record Last<I, F>(F value) implements Streamed<I, F> {}
}
