package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.run.Effort;

/**
 * When tokens are due, whoever is ready for them or not. Times are those of {@link System#nanoTime()}.
 *
 * @param rate how many a second; infinite for as fast as can be
 * @param start when the first is due
 * @param span how long they are due
 */
record Pace(double rate, long start, Effort.Span span) {

  private static final double NANOS = 1e9;

  /** When a token is due, counted from 0; at an infinite rate, whenever it is asked for. */
  long due(long token) {
    return Double.isInfinite(rate) ? System.nanoTime() : start + (long) (token * NANOS / rate);
  }

  /** Whether what is due then counts: not while it warms up, nor behind the end. */
  boolean counts(long time) {
    return time - start >= span.warmUp().toNanos() && !isOverAt(time);
  }

  /** Whether nothing is due any more. */
  boolean isOverAt(long time) {
    return time - start >= span.all().toNanos();
  }

  /** So many that count, as a rate. */
  double aSecond(long counted) {
    return counted * NANOS / span.measured().toNanos();
  }
}
