package io.millrace.flink;

/** What to do when a message of a request does not come. */
public enum GapPolicy {
  /** The request ends with {@code DATA_LOSS}. */
  FAIL,
  /** The gap is counted, and the request goes on with the next message there is. */
  SKIP
}
