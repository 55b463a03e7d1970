package io.millrace.testkit.fuzz;

import java.time.Duration;

/**
 * What came of a run.
 *
 * @param target what was fuzzed
 * @param seed the seed of its inputs
 * @param inputs how many there were
 * @param read how many were read; the others were refused as documented
 * @param slowest how long the slowest took
 * @param mostBytes how many bytes the hungriest allocated
 * @param grownBytes how much more memory was held at the end than after a tenth of the inputs
 * @param took how long it all took
 */
public record FuzzReport(
    String target,
    long seed,
    long inputs,
    long read,
    Duration slowest,
    long mostBytes,
    long grownBytes,
    Duration took) {

  /** How many were refused. */
  public long refused() {
    return inputs - read;
  }

  /** One line. */
  @Override
  public String toString() {
    return "fuzzed %s: %,d inputs of seed %d, %,d read, %,d refused; slowest %d ms, most %,d KiB, grown %,d KiB; %d s"
        .formatted(
            target,
            inputs,
            seed,
            read,
            refused(),
            slowest.toMillis(),
            mostBytes >> 10,
            grownBytes >> 10,
            took.toSeconds());
  }
}
