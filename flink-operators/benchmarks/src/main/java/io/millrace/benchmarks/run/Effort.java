package io.millrace.benchmarks.run;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much is done for a number.
 *
 * @param repeats how many rounds count
 * @param forks how many JVMs of its own a small measurement has in a round
 * @param span how long a job runs in a round
 * @param brief whether only to see that all works: small, no round to warm up, and no JVM of its own for anything
 * @param full whether to do also what takes long
 */
public record Effort(int repeats, int forks, Span span, boolean brief, boolean full) {

  static final double WARM_UP = 0.3;

  /** Validates that something is done. */
  public Effort {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1 but was " + repeats);
    }
    if (forks < 1) {
      throw new IllegalArgumentException("forks must be at least 1 but was " + forks);
    }
  }

  /**
   * The time of a job.
   *
   * @param warmUp what is left out
   * @param measured what is not
   */
  public record Span(Duration warmUp, Duration measured) implements Serializable {

    /** Of so long, the first 30 % to warm up. */
    public static Span of(Duration all) {
      if (all.compareTo(Duration.ofMillis(100)) < 0) {
        throw new IllegalArgumentException("a run must last at least 100 ms but was " + all);
      }
      Duration warmUp = Duration.ofNanos((long) (all.toNanos() * WARM_UP));
      return new Span(warmUp, all.minus(warmUp));
    }

    /** Both together. */
    public Duration all() {
      return warmUp.plus(measured);
    }
  }
}
