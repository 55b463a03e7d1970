package io.millrace.examples.modules;

import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleLoader;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.flink.RunnerSupplier;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A module's folder.
 *
 * @param uri where it is
 */
public record ModuleAt(String uri) {

  /** What the module is. */
  public ModuleDescription describe() {
    return ModuleLoader.find().describe(Path.of(uri));
  }

  /** Its module, to be closed by whoever asks. */
  public TaskModule load() {
    return TaskModule.load(Path.of(uri));
  }

  /** The recipe of the module as one of its tasks; it travels to the workers, which load it each for itself. */
  public <I, IE, O, OE> RunnerSupplier<I, IE, O, OE> runner(Task<I, IE, O, OE> task) {
    String folder = uri;
    String name = task.name();
    return () -> named(new ModuleAt(folder).load(), name);
  }

  /**
   * The task of this name. A task cannot travel, for it is a constant, known by being itself: so its name does, and whoever
   * arrives finds the task that the module serves under it.
   */
  @SuppressWarnings("unchecked") // the same module serves the same task of that name on every worker
  private static <I, IE, O, OE> ModuleRunner<I, IE, O, OE> named(TaskModule module, String name) {
    try {
      return (ModuleRunner<I, IE, O, OE>) ServedTasks.of(module).named(name).runner(module);
    } catch (IllegalArgumentException e) {
      throw closed(module, e);
    }
  }

  private static IllegalArgumentException closed(
      TaskModule module, IllegalArgumentException cause) {
    try {
      module.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }
}
