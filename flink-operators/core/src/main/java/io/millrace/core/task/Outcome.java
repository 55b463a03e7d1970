package io.millrace.core.task;

import io.millrace.core.Status;
import java.util.List;
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

  /** The outcomes of a batch, each of its inputs having one; a batch form that loses some would lose requests. */
  static <T> List<Outcome<T>> each(List<?> inputs, List<Outcome<T>> outcomes) {
    if (outcomes.size() != inputs.size()) {
      throw new IllegalStateException("a batch of " + inputs.size()
          + " inputs must have as many outcomes but has " + outcomes.size());
    }
    return outcomes;
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
