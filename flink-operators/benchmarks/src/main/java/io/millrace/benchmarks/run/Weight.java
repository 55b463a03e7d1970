package io.millrace.benchmarks.run;

import java.io.Serializable;

/** What an element is worth: over all of a run, what comes out is worth what went in. */
@FunctionalInterface
public interface Weight<T> extends Serializable {
  long of(T element);
}
