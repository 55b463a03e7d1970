package io.millrace.flink;

import io.millrace.core.task.ModuleRunner;
import java.io.Serializable;

/**
 * The recipe of a runner: it travels to the workers, and each makes its own. It is also called once while the job is built,
 * to check that the module serves the flavour and to learn the types.
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
}
