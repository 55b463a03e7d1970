package io.millrace.flink;

/** What to do when a message of a request does not come. */
public enum GapPolicy {
  /** The request ends with {@code DATA_LOSS}. */
  FAIL,
  /**
   * The gap is counted, and the request goes on with the next message there is. Parameters and headers come on the first
   * message: a request that has lost that one runs with the defaults.
   */
  SKIP
}
