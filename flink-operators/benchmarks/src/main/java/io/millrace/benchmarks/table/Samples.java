package io.millrace.benchmarks.table;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What several rounds measured of one thing, in ascending order.
 *
 * @param sorted at least one number
 */
public record Samples(List<Double> sorted) {

  /** Sorts them. */
  public Samples {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one sample");
    }
    sorted = sorted.stream().sorted().toList();
  }

  /** One number. */
  public static Samples of(double only) {
    return new Samples(List.of(only));
  }

  /** Round by round how many times the other's number the one's is. */
  public static Samples ratios(List<Double> ones, List<Double> others) {
    if (ones.size() != others.size()) {
      throw new IllegalArgumentException(
          "there must be as many of both but there were " + ones.size() + " and " + others.size());
    }
    return new Samples(IntStream.range(0, ones.size())
        .mapToObj(round -> ones.get(round) / others.get(round))
        .toList());
  }

  /** The one in the middle; of an even number, the mean of the two there. */
  public double median() {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The least. */
  public double min() {
    return sorted.get(0);
  }

  /** The greatest. */
  public double max() {
    return sorted.get(sorted.size() - 1);
  }
}
