package io.millrace.text;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** The warnings of those up to a place, in the order of the text; null, as in the schema, if there are none. */
  static @Nullable List<String> warnings(List<Cut> cuts, long until) {
    if (cuts.isEmpty()) {
      return null;
    }
    List<String> warnings = cuts.stream()
        .filter(cut -> cut.at <= until)
        .sorted(Comparator.comparingLong(Cut::at).thenComparing(Cut::warning))
        .map(Cut::warning)
        .toList();
    return warnings.isEmpty() ? null : warnings;
  }

  /** Those behind a place. */
  static List<Cut> behind(List<Cut> cuts, long place) {
    return cuts.isEmpty() ? cuts : cuts.stream().filter(cut -> cut.at > place).toList();
  }
}
