package io.millrace.flink;

import java.util.concurrent.Callable;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.StateMigrationException;

/** What is said of an operator whose savepoint has state of a form that it cannot read. */
final class OtherState {

  private OtherState() {}

  /**
   * Opens state.
   *
   * @throws IllegalStateException if a savepoint has it in another form, naming the operator, both forms and what to do
   */
  static <T> T refused(String operator, String what, Callable<T> opening) throws Exception {
    try {
      return opening.call();
    } catch (Exception e) {
      StateMigrationException other =
          ExceptionUtils.findThrowable(e, StateMigrationException.class).orElse(null);
      if (other == null) {
        throw e;
      }
      throw new IllegalStateException(
          "operator '" + operator + "' cannot go on from this savepoint: " + what
              + " of another type than when it was taken (" + other.getMessage()
              + "). Start the job as it was until what is under way has ended; or change the types"
              + " only as docs/compatibility.md allows, by adding fields; or give the operator"
              + " another uid and allow state that is not restored, which drops it",
          e);
    }
  }
}
