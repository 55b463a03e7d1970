package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import java.io.Serializable;

/**
 * The recipe of a runner: it travels to the workers, and each makes its own. It is also called once while the job is built,
 * to check that the module serves the flavour and to learn the types.
 *
 * <p>One that knows several versions of its module also says how the others are made ({@link #at}), and so can be told to
 * take another while the job runs ({@link TaskStreams#withControl}); {@link ModuleUri} is one.
 *
 * @param <I> the task's unary input
 * @param <IE> the task's streaming input element
 * @param <O> the task's unary output
 * @param <OE> the task's streaming output element
 */
@FunctionalInterface
public interface RunnerSupplier<I, IE, O, OE> extends Serializable {

  /** Makes a runner, to be closed by the caller. */
  ModuleRunner<I, IE, O, OE> get();

  /**
   * The name of the version that {@link #get} makes, among those that {@link #at} knows. What is kept of a request names
   * its version by it, so one reference must always mean the same version. Empty if there is only one.
   */
  default String reference() {
    return "";
  }

  /**
   * The recipe of another version of the same module, or of another module for the same task.
   *
   * @throws io.millrace.core.StatusException if there is none of this reference; by default there are no others
   */
  default RunnerSupplier<I, IE, O, OE> at(String reference) {
    throw Status.Code.UNIMPLEMENTED
        .because("there is no module '" + reference + "': the operator's supplier knows one only")
        .asException();
  }
}
