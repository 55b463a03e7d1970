package io.millrace.testkit.action;

/** What is checked, in the words of a failure. */
enum ActionLaw {
  DECLARED("it ends, having read and written what it declares and nothing else"),
  REPEATABLE("the same run again gives the same, for nothing is kept but in the state"),
  ONE_ANSWER("blocking or not, with a reader or without, it comes to the same"),
  GIVEN_IS_FINAL("an item that was given is not changed afterwards"),
  STATE_IS_A_VALUE("the state that it is given is not changed, for it gives a new one"),
  VALUES("what the state holds can be taken apart and put together again"),
  CLOSED("closing early leaves the state as it was, and nothing behind for the next run"),
  FAILED("failing at an item leaves the state as it was, and nothing behind for the next run"),
  STOPPED("closed or failing, it stops");

  private final String promise;

  ActionLaw(String promise) {
    this.promise = promise;
  }

  @Override
  public String toString() {
    return promise;
  }
}
