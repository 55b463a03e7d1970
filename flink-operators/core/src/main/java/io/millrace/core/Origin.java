package io.millrace.core;

/**
 * Where a message was read.
 *
 * @param topic the topic, or the file it was read from
 * @param partition the partition; 0 where the source has none
 * @param offset the position within the partition: increasing, not necessarily dense
 */
public record Origin(String topic, int partition, long offset) {

  /** Validates the position. */
  public Origin {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "partition and offset must not be negative but were " + partition + " and " + offset);
    }
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
