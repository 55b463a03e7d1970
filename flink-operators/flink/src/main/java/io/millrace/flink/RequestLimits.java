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
 * @param inMemory on a state backend that is not on the heap, such as RocksDB: so many requests under way each task keeps in
 *     memory at most, and writes to the state no later than when a checkpoint is taken; 0 to read and write the state at
 *     every message. What the module keeps of so many requests must fit into the heap beside all else; more requests under
 *     way than these cost a read and a write at each message of those that do not fit. Where a control stream enters the
 *     operator it is 0
 */
public record RequestLimits(
    Duration idle, Duration gap, int early, GapPolicy gapPolicy, Duration tombstone, int inMemory)
    implements Serializable {

  /** The longest time that is a number of milliseconds: for ever. */
  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  /**
   * Five minutes idle, thirty seconds for a gap, 256 early messages, gaps fail, five minutes of tombstone, 150,000 in
   * memory.
   */
  public static final RequestLimits DEFAULT = new RequestLimits(
      Duration.ofMinutes(5),
      Duration.ofSeconds(30),
      256,
      GapPolicy.FAIL,
      Duration.ofMinutes(5),
      150_000);

  /** Validates that every limit can be met. */
  public RequestLimits {
    idle = time("idle", idle);
    gap = time("gap", gap);
    tombstone = time("tombstone", tombstone);
    if (early < 1) {
      throw new IllegalArgumentException("early must be at least 1 but was " + early);
    }
    if (inMemory < 0) {
      throw new IllegalArgumentException("inMemory must be at least 0 but was " + inMemory);
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
    return new RequestLimits(newIdle, gap, early, gapPolicy, tombstone, inMemory);
  }

  /** The same with another limit on the wait for a missing message. */
  public RequestLimits withGap(Duration newGap) {
    return new RequestLimits(idle, newGap, early, gapPolicy, tombstone, inMemory);
  }

  /** The same with another number of messages that may wait for an earlier one. */
  public RequestLimits withEarly(int newEarly) {
    return new RequestLimits(idle, gap, newEarly, gapPolicy, tombstone, inMemory);
  }

  /** The same with another policy at gaps. */
  public RequestLimits withGapPolicy(GapPolicy newGapPolicy) {
    return new RequestLimits(idle, gap, early, newGapPolicy, tombstone, inMemory);
  }

  /** The same with another time for which finished requests are remembered. */
  public RequestLimits withTombstone(Duration newTombstone) {
    return new RequestLimits(idle, gap, early, gapPolicy, newTombstone, inMemory);
  }

  /** The same with another number of requests in memory. */
  public RequestLimits withInMemory(int newInMemory) {
    return new RequestLimits(idle, gap, early, gapPolicy, tombstone, newInMemory);
  }
}
