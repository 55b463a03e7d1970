package io.millrace.flink.async;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many elements may be buffered, by one reading and by all together. What was asked for and has not come counts as
 * buffered, for it may come at any time. One element each reading may always have, or one that waits long could starve
 * another; what is beyond that is shared out.
 */
public final class Allowance {

  private final int perReading;
  private final int inAll;
  private final AtomicInteger spare;
  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicInteger buffered = new AtomicInteger();

  /**
   * An allowance.
   *
   * @param perReading the most elements of one reading
   * @param inAll the most elements of all readings, at least {@code mostReadings}
   * @param mostReadings the most readings at a time
   */
  public Allowance(int perReading, int inAll, int mostReadings) {
    if (inAll < mostReadings) {
      throw new IllegalArgumentException(
          "inAll must be at least one for each of " + mostReadings + " readings but was " + inAll);
    }
    this.perReading = perReading;
    this.inAll = inAll;
    this.spare = new AtomicInteger(inAll - mostReadings);
  }

  /** How many elements are buffered now, by all readings. */
  public int buffered() {
    return buffered.get();
  }

  /** How many a reading may have now: the more readings there are, the fewer. */
  int window() {
    return Math.min(perReading, Math.max(1, inAll / Math.max(1, readings.get())));
  }

  void readingBegins() {
    readings.incrementAndGet();
  }

  void readingEnds() {
    readings.decrementAndGet();
  }

  void bufferedChanges(int by) {
    buffered.addAndGet(by);
  }

  /** Takes one that is nobody's own, if there is one. */
  boolean takeSpare() {
    return spare.getAndUpdate(left -> left > 0 ? left - 1 : left) > 0;
  }

  void giveSpare(int count) {
    spare.addAndGet(count);
  }
}
