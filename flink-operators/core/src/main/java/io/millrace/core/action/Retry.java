package io.millrace.core.action;

import java.time.Duration;

/**
 * How often a failing step is tried, and how long each further attempt waits.
 *
 * @param attempts how often in all, at least 1
 * @param first the wait before the second attempt
 * @param factor by how much each wait is longer than the one before, at least 1
 * @param longest the longest wait
 */
public record Retry(int attempts, Duration first, double factor, Duration longest) {

  /** One attempt. */
  public static final Retry NONE = new Retry(1, Duration.ZERO, 1, Duration.ZERO);

  /** Validates the numbers. */
  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1 but was " + attempts);
    }
    if (first.isNegative()) {
      throw new IllegalArgumentException("first must not be negative but was " + first);
    }
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("factor must be at least 1 but was " + factor);
    }
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "longest must be at least first, " + first + ", but was " + longest);
    }
  }

  /** So many attempts, the second after a second, each further one after twice as long, a minute at most. */
  public static Retry attempts(int attempts) {
    return new Retry(attempts, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));
  }

  /** With these waits, each twice as long as the one before. */
  public Retry waiting(Duration newFirst, Duration newLongest) {
    return new Retry(attempts, newFirst, factor, newLongest);
  }

  /**
   * The wait before the next attempt.
   *
   * @param tried how many there were, at least 1
   */
  public Duration waitAfter(int tried) {
    double nanos = first.toNanos() * Math.pow(factor, tried - 1.0);
    return nanos >= longest.toNanos() ? longest : Duration.ofNanos((long) nanos);
  }
}
