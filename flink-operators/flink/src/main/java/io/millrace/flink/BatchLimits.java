package io.millrace.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch of inputs is handed to the module.
 *
 * @param size as soon as it has so many inputs
 * @param linger when its first input has waited for so long, however few there are
 */
public record BatchLimits(int size, Duration linger) implements Serializable {

  /** Up to 32 inputs, for at most 10 ms. */
  public static final BatchLimits DEFAULT = new BatchLimits(32, Duration.ofMillis(10));

  /** Validates that a batch can be filled, and is let go. */
  public BatchLimits {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1 but was " + size);
    }
    linger = RequestLimits.time("linger", linger);
  }
}
