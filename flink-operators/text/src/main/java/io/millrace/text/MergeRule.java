package io.millrace.text;

import java.util.List;

/** What becomes of results that overlap. */
enum MergeRule {
  /** The best of them stays, as {@link Overlaps} says; of those that are equal in all else, the one of the first detector. */
  BEST {
    @Override
    List<Detection> stay(List<Detection> cluster) {
      return OVERLAPS.resolve(cluster);
    }
  },

  /** All stay. */
  ALL {
    @Override
    List<Detection> stay(List<Detection> cluster) {
      return cluster;
    }
  };

  private static final Overlaps<Detection> OVERLAPS = new Overlaps<>(Detection::part);

  List<List<Detection>> clusters(List<Detection> detections) {
    return OVERLAPS.clusters(detections);
  }

  /** Those of a cluster that stay, in the order of the text. */
  abstract List<Detection> stay(List<Detection> cluster);
}
