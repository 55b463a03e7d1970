package io.millrace.flink;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often, and after how long, an answer is asked for again that failed for a reason that may pass ({@link
 * io.millrace.core.StatusException#isRetryable}). Before the n-th retry of a request it is waited for {@code initial *
 * multiplier^(n-1)}, at most {@code longest}, more or less by the jitter; and no shorter than the failing side asked for.
 *
 * @param most so many retries of one request; 0 for none
 * @param initial the wait before the first retry
 * @param multiplier by how much each wait is longer than the one before
 * @param longest the longest wait, but for one that the failing side asks for
 * @param jitter by which part of itself a wait may be longer or shorter, so that those who failed together do not come back
 *     together; 0 to 1
 */
public record Retries(
    int most, Duration initial, double multiplier, Duration longest, double jitter)
    implements Serializable {

  /** Five, after half a second, twice as long each time, at most half a minute, a fifth more or less. */
  public static final Retries DEFAULT =
      new Retries(5, Duration.ofMillis(500), 2, Duration.ofSeconds(30), 0.2);

  /** None: the first failure is the last. */
  public static final Retries NONE = DEFAULT.withMost(0);

  /** Validates that the waits are times. */
  public Retries {
    if (most < 0) {
      throw new IllegalArgumentException("most must not be negative but was " + most);
    }
    initial = RequestLimits.time("initial", initial);
    longest = RequestLimits.time("longest", longest);
    if (!(multiplier >= 1 && multiplier <= 1_000)) {
      throw new IllegalArgumentException(
          "multiplier must be between 1 and 1000 but was " + multiplier);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be between 0 and 1 but was " + jitter);
    }
  }

  /** The same with another number of retries. */
  public Retries withMost(int newMost) {
    return new Retries(newMost, initial, multiplier, longest, jitter);
  }

  /** The same with other waits. */
  public Retries withWaits(Duration newInitial, double newMultiplier, Duration newLongest) {
    return new Retries(most, newInitial, newMultiplier, newLongest, jitter);
  }

  /** The same with another jitter. */
  public Retries withJitter(double newJitter) {
    return new Retries(most, initial, multiplier, longest, newJitter);
  }

  /** How long to wait before the n-th retry, in milliseconds. */
  long waitMillis(int retry, Optional<Duration> asked, RandomGenerator random) {
    double growing = (double) initial.toMillis() * Math.pow(multiplier, retry - 1.0);
    double wait = Math.min(growing, (double) longest.toMillis());
    double shaken = wait * (1 + jitter * (2 * random.nextDouble() - 1));
    long least = asked
        .map(each -> RequestLimits.time("retryAfter", each.plusMillis(1)).toMillis() - 1)
        .orElse(0L);
    return Math.max(least, (long) shaken);
  }
}
