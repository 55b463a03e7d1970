package io.millrace.examples.modules;

import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleLoader;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.flink.ModuleUri;
import io.millrace.flink.RunnerSupplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A module's folder.
 *
 * @param given its URI; without a scheme it is a path on this machine, whatever file system Flink takes for its own
 */
public record ModuleAt(String given) {

  /** Begins with the scheme's name of at least two characters: {@code C:} is a drive. */
  private static final String SCHEME = "(?s)[A-Za-z][A-Za-z0-9+.-]+:.*";

  /** What names the folder on any machine that has it. */
  public String uri() {
    return local()
        .map(path -> path.toAbsolutePath().normalize().toUri().toString())
        .orElse(given);
  }

  /**
   * What the module is.
   *
   * @throws IllegalArgumentException if it does not load
   */
  public ModuleDescription describe() {
    return read(folder -> ModuleLoader.find().describe(folder));
  }

  /**
   * What is made of the module; it is closed then.
   *
   * @throws IllegalArgumentException if it does not load
   */
  public <T> T with(Function<TaskModule, T> made) {
    return read(folder -> {
      try (TaskModule module = TaskModule.load(folder)) {
        return made.apply(module);
      } catch (IOException e) {
        throw new UncheckedIOException("the module of " + given + " did not close", e);
      }
    });
  }

  /** The recipe of the module as one of its tasks; it travels to the workers, which load it each for itself. */
  public <I, IE, O, OE> RunnerSupplier<I, IE, O, OE> runner(Task<I, IE, O, OE> task) {
    String name = task.name();
    return ModuleUri.of(uri(), folder -> named(TaskModule.load(folder), name));
  }

  /**
   * The task of this name. A task cannot travel, for it is a constant, known by being itself: so its name does, and whoever
   * arrives finds the task that the module serves under it.
   */
  @SuppressWarnings(
      "unchecked") // the same module serves the same task of that name on every worker
  private static <I, IE, O, OE> ModuleRunner<I, IE, O, OE> named(TaskModule module, String name)
      throws IOException {
    try {
      return (ModuleRunner<I, IE, O, OE>) ServedTasks.of(module).named(name).runner(module);
    } catch (IllegalArgumentException e) {
      try (module) {
        throw e;
      }
    }
  }

  /** A folder of this machine is read where it is, so that the loader can say what is beside one that is not there. */
  private <T> T read(Function<Path, T> reader) {
    Optional<Path> here = local();
    if (here.isPresent()) {
      return reader.apply(here.get());
    }
    try {
      return ModuleUri.read(given, reader);
    } catch (StatusException e) {
      throw new IllegalArgumentException(e.status().message(), e);
    }
  }

  private Optional<Path> local() {
    return given.matches(SCHEME) ? Optional.empty() : Optional.of(Path.of(given));
  }
}
