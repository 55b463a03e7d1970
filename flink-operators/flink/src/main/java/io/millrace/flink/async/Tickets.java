package io.millrace.flink.async;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Numbers for attempts that no run of a request has had before, whatever failed in between, and whatever was not written
 * down: the seconds of the clock since the beginning of 2025, which an {@code int} holds until 2093.
 *
 * <p>No number above the clock's second is given out, and none that is not above the second in which this was made. So what
 * a task gives out is above all that was given out before it began, if the clock did not go back meanwhile. One that went
 * back is noticed where a checkpoint has a number above it: then it is put forward to that number, and runs on from there.
 * That is the assumption: the clocks of the machines on which a request runs one after the other differ by less than a
 * restart takes.
 */
public final class Tickets {

  private static final long EPOCH = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();

  /** By how many seconds the clock is put forward. */
  private final long ahead;

  private final int floor;
  private int greatest;

  /**
   * Begins in this millisecond of the clock.
   *
   * @param greatestBefore the greatest number that is known to have been given out before; 0 if none is
   */
  public Tickets(long nowMillis, int greatestBefore) {
    this.ahead = Math.max(0, greatestBefore - second(nowMillis));
    this.floor = (int) (second(nowMillis) + ahead);
    this.greatest = greatestBefore;
  }

  /** A number above one that the request had; 0 if it had none. Empty until the clock is {@link #due} there. */
  public OptionalInt next(int previous, long nowMillis) {
    int now = (int) (second(nowMillis) + ahead);
    if (now <= Math.max(floor, previous)) {
      return OptionalInt.empty();
    }
    greatest = Math.max(greatest, now);
    return OptionalInt.of(now);
  }

  /** In which millisecond of the clock a number above that one may be given out. */
  public long due(int previous) {
    return (Math.max(floor, previous) + 1L - ahead + EPOCH) * 1000;
  }

  /** The greatest number given out. */
  public int greatest() {
    return greatest;
  }

  private static long second(long millis) {
    return Math.floorDiv(millis, 1000) - EPOCH;
  }
}
