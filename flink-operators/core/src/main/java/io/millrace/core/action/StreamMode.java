package io.millrace.core.action;

/** Which steps of a run give their intermediate results to the caller; the others run to their end silently. */
public enum StreamMode {
  /** No step. */
  NONE,
  /** The step after which the run halts, if it streams. */
  HALTED,
  /** Every step that streams. */
  EVERY
}
