package io.millrace.text;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A place where the cap on held text cut it; it is told of with the frame that covers it.
 *
 * @param at the place, in code points
 * @param warning what to tell
 */
public record Cut(long at, String warning) {

  static Cut of(String what, long at, int cap) {
    return new Cut(
        at,
        "more than " + cap + " characters would have to be held for " + what
            + ": it was taken to end at " + at);
  }

  /** The warnings of those that a test picks, in the order of the text; absent if it picks none. */
  static List<String> warnings(List<Cut> cuts, Predicate<Cut> picked) {
    return cuts.stream()
        .filter(picked)
        .sorted(Comparator.comparingLong(Cut::at).thenComparing(Cut::warning))
        .map(Cut::warning)
        .toList();
  }
}
