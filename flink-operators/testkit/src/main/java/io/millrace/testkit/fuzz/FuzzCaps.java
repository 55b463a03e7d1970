package io.millrace.testkit.fuzz;

import java.time.Duration;

/**
 * What one input may cost.
 *
 * @param most how long it may take
 * @param bytes how much it may allocate, in bytes
 * @param grown how much more memory may be held after all inputs than after a tenth of them, in bytes
 */
public record FuzzCaps(Duration most, long bytes, long grown) {

  /** Ten seconds, for a machine may be busy; 32 MiB; and 64 MiB, for a JVM that warms up holds more too. */
  public static final FuzzCaps DEFAULT = new FuzzCaps(Duration.ofSeconds(10), 32 << 20, 64 << 20);

  /** Validates that something is allowed. */
  public FuzzCaps {
    if (most.isNegative() || most.isZero() || bytes < 1 || grown < 1) {
      throw new IllegalArgumentException(
          "caps must be above 0 but were " + most + ", " + bytes + " and " + grown + " bytes");
    }
  }

  /** The same with inputs that may allocate so many bytes. */
  public FuzzCaps withBytes(long newBytes) {
    return new FuzzCaps(most, newBytes, grown);
  }

  /** The same with inputs that may take so long. */
  public FuzzCaps withMost(Duration newMost) {
    return new FuzzCaps(newMost, bytes, grown);
  }
}
