package io.millrace.text.scan;

import io.millrace.core.Status;

/** How often the patterns of one call may read their text. Shared by all looks at one window. */
final class ReadBudget {

  /** Reads that any call may make, however little text there is: some milliseconds. */
  private static final long READS = 1_000_000;

  /** Reads that a call may make besides for each UTF-16 unit at hand. */
  private static final long READS_PER_UNIT = 1_000;

  private final int units;
  private long left;

  ReadBudget(int units) {
    this.units = units;
    this.left = allowed();
  }

  void spend() {
    if (--left < 0) {
      throw Status.Code.RESOURCE_EXHAUSTED
          .because("a pattern read " + units + " characters more than " + allowed()
              + " times; it backtracks too much")
          .asException();
    }
  }

  private long allowed() {
    return READS + READS_PER_UNIT * units;
  }
}
