package io.millrace.examples.train;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.util.List;

/** How many features the points of a model have: all as many. */
final class Width {

  private Width() {}

  /**
   * The width of points that nothing is known of.
   *
   * @throws StatusException INVALID_ARGUMENT if they are not all as wide, or have no features, or one that is no number
   */
  static int of(List<List<Double>> points) {
    int width = points.get(0).size();
    if (width == 0) {
      throw refused("a point must have a feature at least but the first has none");
    }
    require(width, points);
    return width;
  }

  /**
   * Checks that points are as wide as they must be.
   *
   * @throws StatusException INVALID_ARGUMENT if one is not, or has a feature that is no number
   */
  static void require(int width, List<List<Double>> points) {
    for (int i = 0; i < points.size(); i++) {
      List<Double> features = points.get(i);
      if (features.size() != width) {
        throw refused(
            "point " + i + " must have " + width + " features but has " + features.size());
      }
      if (!features.stream().allMatch(Double::isFinite)) {
        throw refused("point " + i + " must have finite numbers for features but has " + features);
      }
    }
  }

  private static StatusException refused(String message) {
    return Status.Code.INVALID_ARGUMENT.because(message).asException();
  }
}
