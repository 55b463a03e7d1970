package io.millrace.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Resolves overlaps: of candidates that overlap, the longer one stays; of equally long ones the surer, then the earlier, then
 * the one whose label was declared first. Applied greedily: the best of all stays, what overlaps it goes, and so on with what
 * is left.
 *
 * <p>Candidates that hang together, each overlapping the next, are a cluster; clusters do not touch one another's fate. So a
 * cluster can be resolved as soon as no candidate can come that overlaps it.
 */
final class Overlaps {

  private static final Comparator<Candidate> BY_PLACE =
      Comparator.comparingLong(Candidate::start).thenComparingLong(Candidate::end);

  private final Comparator<Candidate> best;

  Overlaps(List<String> labels) {
    this.best = Comparator.comparingLong((Candidate c) -> c.start() - c.end())
        .thenComparing(Comparator.comparingDouble(Candidate::score).reversed())
        .thenComparingLong(Candidate::start)
        .thenComparingInt(c -> labels.indexOf(c.label()));
  }

  /** The candidates in clusters, both in the order of the text. */
  List<List<Candidate>> clusters(List<Candidate> candidates) {
    List<List<Candidate>> clusters = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (Candidate candidate : candidates.stream().sorted(BY_PLACE).toList()) {
      if (candidate.start() >= reach) {
        clusters.add(new ArrayList<>());
      }
      clusters.get(clusters.size() - 1).add(candidate);
      reach = Math.max(reach, candidate.end());
    }
    return clusters;
  }

  /** Those of a cluster that stay, in the order of the text. */
  List<Candidate> resolve(List<Candidate> cluster) {
    if (cluster.size() == 1) {
      return cluster;
    }
    List<Candidate> stay = new ArrayList<>();
    for (Candidate candidate : cluster.stream().sorted(best).toList()) {
      if (stay.stream().noneMatch(candidate::overlaps)) {
        stay.add(candidate);
      }
    }
    stay.sort(BY_PLACE);
    return stay;
  }
}
