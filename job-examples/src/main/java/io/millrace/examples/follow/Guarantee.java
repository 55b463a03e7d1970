package io.millrace.examples.follow;

/** What a reader of a topic written in transactions waits for. */
public enum Guarantee {
  /** For nothing: each message is seen when it is written, though its transaction may be aborted and written again. */
  INTERACTIVE("read_uncommitted"),
  /** For the transaction: a message is seen when a checkpoint is done, and what was aborted never is. */
  AUDIT("read_committed");

  private final String isolation;

  Guarantee(String isolation) {
    this.isolation = isolation;
  }

  /** The consumer's isolation level. */
  String isolation() {
    return isolation;
  }
}
