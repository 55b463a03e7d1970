package io.millrace.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Resolves overlaps: of candidates that overlap, the longer one stays; of equally long ones the surer, then the earlier, then
 * the one of the lower rank. Applied greedily: the best of all stays, what overlaps it goes, and so on with what is left.
 *
 * <p>Candidates that hang together, each overlapping the next, are a cluster; clusters do not touch one another's fate. So a
 * cluster can be resolved as soon as no candidate can come that overlaps it.
 *
 * @param <C> the candidates
 */
final class Overlaps<C extends Overlaps.Span> {

  /** Where a candidate stands, and how sure it is. */
  interface Span {

    /** Where it begins, in code points. */
    long start();

    /** The code point after its last. */
    long end();

    /** How sure it is. */
    double score();

    /** Whether both cover one place. */
    default boolean overlaps(Span other) {
      return start() < other.end() && other.start() < end();
    }
  }

  private final Comparator<C> byPlace;
  private final Comparator<C> best;

  /** With a rank for those that are equal in all else. Of equal rank too, the one that was given first comes first. */
  Overlaps(ToIntFunction<? super C> rank) {
    this.byPlace = Comparator.comparingLong((C c) -> c.start())
        .thenComparingLong(Span::end)
        .thenComparingInt(rank);
    this.best = Comparator.comparingLong((C c) -> c.start() - c.end())
        .thenComparing(Comparator.comparingDouble((C c) -> c.score()).reversed())
        .thenComparingLong(Span::start)
        .thenComparingInt(rank);
  }

  /** The candidates in clusters, both in the order of the text. */
  List<List<C>> clusters(List<C> candidates) {
    List<List<C>> clusters = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (C candidate : candidates.stream().sorted(byPlace).toList()) {
      if (candidate.start() >= reach) {
        clusters.add(new ArrayList<>());
      }
      clusters.get(clusters.size() - 1).add(candidate);
      reach = Math.max(reach, candidate.end());
    }
    return clusters;
  }

  /** Those of a cluster that stay, in the order of the text. */
  List<C> resolve(List<C> cluster) {
    if (cluster.size() == 1) {
      return cluster;
    }
    List<C> stay = new ArrayList<>();
    for (C candidate : cluster.stream().sorted(best).toList()) {
      if (stay.stream().noneMatch(candidate::overlaps)) {
        stay.add(candidate);
      }
    }
    stay.sort(byPlace);
    return stay;
  }
}
