package io.millrace.benchmarks.run;

import io.millrace.benchmarks.table.Numbers;

/**
 * A stretch of a run, from when it was warm.
 *
 * @param units how many tokens, records or texts went by
 * @param wallNanos how long that took
 * @param cpuNanos how much of all processors this process took for it
 */
public record Lap(double units, double wallNanos, double cpuNanos) {

  /** Units a second. */
  public double rate() {
    return units * 1e9 / wallNanos;
  }

  /** Nanoseconds a unit took. */
  public double wall() {
    return wallNanos / units;
  }

  /** Nanoseconds of processors a unit took. */
  public double cpu() {
    return cpuNanos / units;
  }

  /** One of which only the time on the wall is known. */
  public static Lap ofWall(double units, double wallNanos) {
    return new Lap(units, wallNanos, Double.NaN);
  }

  /** Two that ran side by side, as one. */
  public Lap beside(Lap other) {
    return new Lap(
        units + other.units,
        Math.max(wallNanos, other.wallNanos),
        Math.max(cpuNanos, other.cpuNanos));
  }

  @Override
  public String toString() {
    String time = Numbers.words(wall()) + " ns";
    return Double.isNaN(cpuNanos) ? time : time + " (" + Numbers.words(cpu()) + " CPU)";
  }
}
