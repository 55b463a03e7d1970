package io.millrace.core.task;

import io.millrace.core.Status;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What became of one item of a batch.
 *
 * @param <T> the result
 */
public sealed interface Outcome<T> {

  /** The item's result. */
  record Success<T>(T value) implements Outcome<T> {}

  /** The item's failure; the other items are not touched by it. */
  record Failure<T>(RuntimeException cause) implements Outcome<T> {
    /** The status to end the item's request with. */
    public Status status() {
      return Status.of(cause);
    }
  }

  /** Runs one item; an exception becomes its failure, an {@code Error} is not caught. */
  static <T> Outcome<T> of(Supplier<? extends T> item) {
    try {
      return new Success<>(item.get());
    } catch (RuntimeException e) {
      return new Failure<>(e);
    }
  }

  /** The result, or the exception that took its place. */
  default T get() {
    if (this instanceof Failure<T> failure) {
      throw failure.cause();
    }
    return ((Success<T>) this).value();
  }

  /** Carries a result on; a failure of the step becomes the item's. */
  default <U> Outcome<U> then(Function<? super T, ? extends U> step) {
    return this instanceof Failure<T> failure
        ? new Failure<>(failure.cause())
        : of(() -> step.apply(get()));
  }
}
