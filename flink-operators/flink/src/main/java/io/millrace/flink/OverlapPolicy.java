package io.millrace.flink;

/** What becomes of a request to an application that has one under way. */
public enum OverlapPolicy {
  /** It waits for its turn. */
  QUEUE,
  /** It ends with {@code FAILED_PRECONDITION}. */
  REJECT,
  /** It takes the place of those that are there, which end with {@code ABORTED}. */
  REPLACE
}
