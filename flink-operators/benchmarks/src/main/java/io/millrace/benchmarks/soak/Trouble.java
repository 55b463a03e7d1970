package io.millrace.benchmarks.soak;

import io.millrace.core.Status;

/** What is the matter with a request. */
enum Trouble {
  NONE(Status.Code.OK),
  /** Some of its messages are written twice, also after its end. */
  DUPLICATED(Status.Code.OK),
  /** Its messages come a few places early or late. */
  REORDERED(Status.Code.OK),
  /** Its producer dies in its midst and tries again; a message of the first attempt comes late. */
  RETRIED(Status.Code.OK),
  /** A message in its midst never comes. */
  GAP(Status.Code.DATA_LOSS),
  /** Nothing comes any more, and no end. */
  ABANDONED(Status.Code.DEADLINE_EXCEEDED);

  private final Status.Code end;

  Trouble(Status.Code end) {
    this.end = end;
  }

  /** How such a request must end. */
  Status.Code end() {
    return end;
  }
}
