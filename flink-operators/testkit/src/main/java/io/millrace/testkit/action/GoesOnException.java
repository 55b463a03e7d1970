package io.millrace.testkit.action;

import java.time.Duration;

/** A run is over, and a thread of its action is not. */
final class GoesOnException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  GoesOnException(Duration longest, Throwable cause) {
    super("what an action blocks on must end within " + longest + " of its run but goes on", cause);
  }
}
