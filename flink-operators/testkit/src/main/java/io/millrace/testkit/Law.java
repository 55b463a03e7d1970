package io.millrace.testkit;

/** What is checked, in the words of a failure. */
enum Law {
  ANSWERS("every text is answered"),
  REPEATABLE(
      "the same text has the same answer again, for nothing is kept from one request to the next"),
  ROUND_TRIP("joining what was split gives the whole"),
  STREAMING_EQUALS_UNARY("streaming equals unary"),
  PROGRESS("processed_index never decreases and ends at the text's length in code points"),
  CONTIGUITY("each frame begins where the one before it ended, and its spans lie within it"),
  NO_RETRACTION("what a frame has passed is final"),
  OFFSETS("a span's word is the text from its start to its end, in code points"),
  ORDER("spans come in the order of the text"),
  MASK("the masked stream, concatenated, is the mask"),
  EMITTED_IS_FINAL("what was emitted is not changed afterwards"),
  STATE_TYPE("a state is of the type that the flavour declares"),
  STATE_IS_A_VALUE("pushing from an earlier state again gives the same"),
  NO_HIDDEN_STATE("a request among others gives what it gives alone"),
  HELD_TEXT("a state holds no more of the text than the module says"),
  RUNS("wherever a module runs, it runs to its end"),
  RUN_AS_PROMISED("wherever a module runs, the run is what it promises to be"),
  EVERY_REQUEST("wherever a module runs, each request is answered, and no other"),
  EVERYWHERE("wherever a module runs, it says what it says in plain Java");

  private final String promise;

  Law(String promise) {
    this.promise = promise;
  }

  /** Whether what is wanted is the unary answer, so that either side may be the wrong one. */
  boolean comparesWithUnary() {
    return this == STREAMING_EQUALS_UNARY || this == MASK;
  }

  /** Whether it is about a run elsewhere, and plain Java has kept every law on the way there. */
  boolean isOfOtherRuns() {
    return switch (this) {
      case RUNS, RUN_AS_PROMISED, EVERY_REQUEST, EVERYWHERE -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return promise;
  }
}
