package io.millrace.examples.parity;

/** What is the matter with a completion. */
enum Trouble {
  /** Nothing: its place orders it. */
  NONE,
  /** Nothing: its records are numbered. */
  NUMBERED,
  /** Numbered records come twice, some of them after the end. */
  DUPLICATES,
  /** Numbered records come in another order. */
  SHUFFLED,
  /** The producer dies in the middle and tries again; records of the first attempt come late. */
  RETRIED_MIDWAY,
  /** The producer is done, and does it again in other words. */
  RETRIED_AFTER_ITS_END,
  /** Some records have numbers and some have none. */
  HALF_NUMBERED,
  /** Parameters that nobody reads. */
  UNKNOWN_PARAMETER,
  /** Parameters that change the answer. */
  PARAMETERS,
  /** A refusal, a tool call and a second choice, each a request of its own. */
  MANY_TEXTS,
  /** It says more after its end. */
  TALKATIVE,
  /** No end. */
  NO_END,
  /** A record in its middle is lost. */
  GAP;

  boolean leavesOpen() {
    return this == NO_END || this == GAP;
  }
}
