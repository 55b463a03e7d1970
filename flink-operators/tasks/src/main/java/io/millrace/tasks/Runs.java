package io.millrace.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Appends to an immutable sequence in amortized logarithmic time. The sequence is kept as runs, each at least twice the
 * size of the next, so that there are few of them; an append joins the runs that would break this, and copies the rest of
 * the list only. This is the logarithmic method of Bentley and Saxe (Decomposable searching problems, 1980).
 */
final class Runs {

  private Runs() {}

  /** The runs with one more at their end; {@code join} makes one run of several adjoining ones. */
  static <R> List<R> append(
      List<R> runs, R added, ToLongFunction<R> size, Function<List<R>, R> join) {
    long total = size.applyAsLong(added);
    if (total == 0) {
      return runs;
    }
    int kept = runs.size();
    while (kept > 0 && size.applyAsLong(runs.get(kept - 1)) < 2 * total) {
      kept--;
      total += size.applyAsLong(runs.get(kept));
    }
    List<R> tail = new ArrayList<>(runs.subList(kept, runs.size()));
    tail.add(added);
    List<R> appended = new ArrayList<>(kept + 1);
    appended.addAll(runs.subList(0, kept));
    appended.add(tail.size() == 1 ? added : join.apply(tail));
    return appended;
  }
}
