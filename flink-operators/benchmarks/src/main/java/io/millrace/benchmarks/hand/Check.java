package io.millrace.benchmarks.hand;

/** What an operator must remember of a request so that the law holds. */
public enum Check {

  /** A message that is not the next one waits for those before it. */
  ORDER,

  /** A message that was taken already is dropped. */
  DUPLICATES,

  /** A message of a higher attempt begins anew, one of a lower is dropped. */
  ATTEMPTS
}
