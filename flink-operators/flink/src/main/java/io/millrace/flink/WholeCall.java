package io.millrace.flink;

/** What Flink gives a function with each whole input, whichever kind of function it is. */
interface WholeCall {

  /** The processing time. */
  long now();

  void deadLetter(DeadLetter letter);
}
