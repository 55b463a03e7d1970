package io.millrace.benchmarks.topics;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long tokens took from when they were due to their reader.
 *
 * @param p50 the median, in milliseconds
 * @param p99 what 99 of 100 stayed below, in milliseconds
 * @param due how many were due in a second
 * @param rate how many came in a second while they were due; less when they came too slowly
 */
public record Delays(double p50, double p99, double due, double rate) {

  /** How long is waited for the last; what has not come by then counts as delayed for so long. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final double NANOS_A_MILLI = 1e6;
  private static final double MEDIAN = 0.5;
  private static final double TAIL = 0.99;
  private static final double KEPT = 0.98;

  /**
   * Of those that came, of so many that were written.
   *
   * @throws IllegalStateException if none came
   */
  static Delays of(long[] nanos, long written, double due, double rate) {
    if (nanos.length == 0) {
      throw new IllegalStateException("no token came while it was measured");
    }
    long[] sorted = Arrays.copyOf(nanos, (int) Math.max(written, nanos.length));
    Arrays.fill(sorted, nanos.length, sorted.length, PATIENCE.toNanos());
    Arrays.sort(sorted);
    return new Delays(at(sorted, MEDIAN), at(sorted, TAIL), due, rate);
  }

  /** Whether as many came as were due, but for 2 of 100, which may have been under way at the end. */
  public boolean isInTime() {
    return rate >= KEPT * due;
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / NANOS_A_MILLI;
  }
}
