package io.millrace.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long an operator waits for a request's messages, and for how many. Times are processing times, and begin again when a
 * job is restored.
 *
 * @param idle a request that gets no message for so long ends with {@code DEADLINE_EXCEEDED}
 * @param gap a message that does not come for so long, though later ones have, is a gap
 * @param early so many messages may wait for an earlier one; one more makes it a gap at once
 * @param gapPolicy what to do at a gap
 * @param tombstone for so long at least a finished request is remembered, so that late duplicates of its messages are
 *     dropped
 */
public record RequestLimits(
    Duration idle, Duration gap, int early, GapPolicy gapPolicy, Duration tombstone)
    implements Serializable {

  /** The longest time that is a number of milliseconds: for ever. */
  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  /** Five minutes idle, thirty seconds for a gap, 256 early messages, gaps fail, five minutes of tombstone. */
  public static final RequestLimits DEFAULT = new RequestLimits(
      Duration.ofMinutes(5), Duration.ofSeconds(30), 256, GapPolicy.FAIL, Duration.ofMinutes(5));

  /** Validates that every limit can be met. */
  public RequestLimits {
    idle = time("idle", idle);
    gap = time("gap", gap);
    tombstone = time("tombstone", tombstone);
    if (early < 1) {
      throw new IllegalArgumentException("early must be at least 1 but was " + early);
    }
  }

  /** A time that is at least a millisecond, and a number of milliseconds. */
  static Duration time(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(name + " must be at least 1 ms but was " + value);
    }
    return value.compareTo(LONGEST) < 0 ? value : LONGEST;
  }

  /** The same with another limit on idleness. */
  public RequestLimits withIdle(Duration newIdle) {
    return new RequestLimits(newIdle, gap, early, gapPolicy, tombstone);
  }

  /** The same with another limit on the wait for a missing message. */
  public RequestLimits withGap(Duration newGap) {
    return new RequestLimits(idle, newGap, early, gapPolicy, tombstone);
  }

  /** The same with another number of messages that may wait for an earlier one. */
  public RequestLimits withEarly(int newEarly) {
    return new RequestLimits(idle, gap, newEarly, gapPolicy, tombstone);
  }

  /** The same with another policy at gaps. */
  public RequestLimits withGapPolicy(GapPolicy newGapPolicy) {
    return new RequestLimits(idle, gap, early, newGapPolicy, tombstone);
  }

  /** The same with another time for which finished requests are remembered. */
  public RequestLimits withTombstone(Duration newTombstone) {
    return new RequestLimits(idle, gap, early, gapPolicy, newTombstone);
  }
}
