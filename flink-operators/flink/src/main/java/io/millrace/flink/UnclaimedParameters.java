package io.millrace.flink;

/** What an operator does with parameters of a request that its module does not read. */
public enum UnclaimedParameters {
  /** Ends the request with {@code INVALID_ARGUMENT}: right for the last operator of a chain. */
  REFUSE,
  /** Hands them on with its first output: right for all operators before the last. */
  HAND_ON
}
