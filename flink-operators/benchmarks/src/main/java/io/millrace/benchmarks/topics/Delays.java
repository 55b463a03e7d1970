package io.millrace.benchmarks.topics;

import java.util.Arrays;

/**
 * How long tokens took from their writer to their reader.
 *
 * @param p50 the median, in milliseconds
 * @param p99 what 99 of 100 stayed below, in milliseconds
 * @param rate how many came in a second
 */
public record Delays(double p50, double p99, double rate) {

  private static final double NANOS_A_MILLI = 1e6;
  private static final double MEDIAN = 0.5;
  private static final double TAIL = 0.99;

  /**
   * Of so many delays within a time.
   *
   * @throws IllegalStateException if there are none
   */
  static Delays of(long[] nanos, double seconds) {
    if (nanos.length == 0) {
      throw new IllegalStateException("no token came while it was measured");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Delays(at(sorted, MEDIAN), at(sorted, TAIL), sorted.length / seconds);
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / NANOS_A_MILLI;
  }
}
