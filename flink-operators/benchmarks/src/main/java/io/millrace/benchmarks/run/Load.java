package io.millrace.benchmarks.run;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A job's input, as long as it is asked for. Only the recipe travels; each task of the source makes its own.
 *
 * @param <T> an element
 */
public interface Load<T> extends Serializable {

  /** Makes one task's part of it. */
  Flow<T> open(int task, int tasks);

  /** One task's part: elements without an end, and then what ends them. */
  interface Flow<T> {

    /** The next element. */
    T next();

    /** The next of the elements that finish what has begun; null when all is finished. */
    @Nullable
    T finish();

    /** Whether all that is to be under way at a time has begun; before, nothing is measured. */
    default boolean isUnderWay() {
      return true;
    }

    /** What all elements so far weigh together, to be compared with what came out. */
    long weight();
  }
}
