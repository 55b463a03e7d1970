package io.millrace.examples.gold;

import io.millrace.schemas.TokenClassificationResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many of the marked spans were found, by type. */
final class Recall {

  private record Counts(int marked, int exact, int found, int masked) {
    Counts plus(Counts other) {
      return new Counts(
          marked + other.marked, exact + other.exact, found + other.found, masked + other.masked);
    }
  }

  private final Map<String, Counts> byType = new TreeMap<>();

  void add(GoldText gold, List<TokenClassificationResult> found) {
    for (GoldText.Span span : gold.spans()) {
      List<TokenClassificationResult> overlapping = found.stream()
          .filter(each -> each.getStart() < span.end() && span.start() < each.getEnd())
          .toList();
      List<TokenClassificationResult> ofType = overlapping.stream()
          .filter(each -> each.getEntity().equals(span.type()))
          .toList();
      boolean exact = ofType.stream()
          .anyMatch(each -> each.getStart() == span.start() && each.getEnd() == span.end());
      Counts counts =
          new Counts(1, exact ? 1 : 0, ofType.isEmpty() ? 0 : 1, overlapping.isEmpty() ? 0 : 1);
      byType.merge(span.type(), counts, Counts::plus);
    }
  }

  /**
   * A table, one type a line: how many were marked, found with the same bounds, found with any that overlap (of these the
   * recall), and covered at least in part by an entity of any type.
   */
  String table() {
    StringBuilder table = new StringBuilder("%-20s %7s %7s %7s %7s %7s%n"
        .formatted("type", "marked", "exact", "found", "recall", "masked"));
    byType.forEach((type, counts) -> table.append("%-20s %7d %7d %7d %6.1f%% %7d%n"
        .formatted(
            type,
            counts.marked,
            counts.exact,
            counts.found,
            100.0 * counts.found / counts.marked,
            counts.masked)));
    return table.toString();
  }
}
