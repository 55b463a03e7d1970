package io.millrace.examples.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two clouds of points in the plane with a line between them, the same for the same seed. */
final class Clouds {

  private Clouds() {}

  /** So many examples, half of them of the class: up and to the right. */
  static List<Example> of(int seed, int size) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean positive = i % 2 == 0;
      double middle = positive ? 2 : -2;
      examples.add(new Example(
          List.of(middle + within(random, 1.5), middle + within(random, 1.5)), positive));
    }
    return examples;
  }

  private static double within(Random random, double reach) {
    return (2 * random.nextDouble() - 1) * reach;
  }

  /** Their points. */
  static List<Point> points(List<Example> examples) {
    return examples.stream().map(example -> new Point(example.features())).toList();
  }
}
