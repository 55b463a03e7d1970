package io.millrace.loading;

import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.TaskModule;
import io.millrace.loading.Factories.Claim;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the module of a file, and those that it is made of. */
final class Making {

  /** Deeper than anybody nests modules, and not so deep that a folder which names itself overflows the stack. */
  private static final int DEPTH = 16;

  private final Factories factories;
  private final int depth;

  Making(Factories factories) {
    this(factories, 0);
  }

  private Making(Factories factories, int depth) {
    this.factories = factories;
    this.depth = depth;
  }

  TaskModule module(ModuleFile file) {
    Claim claim = factories.of(file);
    List<Closeable> taken = new ArrayList<>();
    try {
      return seen(made(file, claim, taken), file, claim);
    } catch (ModuleLoadException e) {
      throw closing(taken, e);
    } catch (IllegalArgumentException e) {
      throw closing(taken, new ModuleLoadException(file.place() + ": " + e.getMessage(), e));
    } catch (IOException | RuntimeException e) {
      throw closing(
          taken,
          new ModuleLoadException(
              file.place() + ": module '" + file.moduleId() + "' could not be made: " + e, e));
    } catch (Error e) {
      throw closing(taken, e);
    }
  }

  private TaskModule made(ModuleFile file, Claim claim, List<Closeable> taken) throws IOException {
    String owner = "module '" + claim.factory().id() + "'";
    Settings settings = Settings.of(
        file.place(), owner, claim.factory().settings(), file.settings(), (key, value) -> {
          TaskModule nested = nested(file, key, value);
          taken.add(nested);
          return nested;
        });
    ModuleFolder folder = new ModuleFolder(
        file.folder().resolve(ModuleFile.NAME),
        file.moduleId(),
        file.version().text(),
        settings,
        artifacts(file));
    TaskModule module = claim.factory().create(folder);
    taken.add(module);
    if (!module.id().equals(claim.factory().id())) {
      throw new IllegalStateException(claim.factory().getClass().getName() + " must make " + owner
          + " but made '" + module.id() + "'");
    }
    return module;
  }

  /** As the file says: its version, its backends; and for a retired id, what that was for. */
  private static TaskModule seen(TaskModule made, ModuleFile file, Claim claim) {
    String origin = "loaded from " + file.place();
    TaskModule module = claim
        .retiredFrom()
        .map(tasks -> made.only(tasks)
            .from(origin + ", saved under the retired id '" + file.moduleId() + "', which was for "
                + tasks))
        .orElseGet(() -> made.withVersion(file.version().text()).from(origin));
    return file.backends().isEmpty() ? module : module.withBackends(file.backends());
  }

  private static Map<String, Path> artifacts(ModuleFile file) {
    Map<String, Path> artifacts = new TreeMap<>();
    file.artifacts()
        .forEach((name, path) -> artifacts.put(
            name, Contained.path(file.folder(), file.place() + ": artifact '" + name + "'", path)));
    return artifacts;
  }

  private TaskModule nested(ModuleFile file, String key, Object value) {
    String subject = file.place() + ": setting '" + key + "'";
    if (depth == DEPTH) {
      throw new ModuleLoadException(
          subject + " must not be nested deeper than " + DEPTH + " modules");
    }
    return new Making(factories, depth + 1).module(nestedFile(file.folder(), subject, value));
  }

  private static ModuleFile nestedFile(Path folder, String subject, Object value) {
    if (value instanceof String path) {
      return FolderLoader.file(Contained.path(folder, subject, path));
    }
    if (value instanceof Map<?, ?> content) {
      return ModuleFile.of(folder, subject, content);
    }
    throw new ModuleLoadException(subject
        + " must be the path of a module's folder, or a module's module_id, version and settings,"
        + " but was " + value);
  }

  /** What was made so far goes, the last first. */
  private static <E extends Throwable> E closing(List<Closeable> taken, E cause) {
    for (int i = taken.size() - 1; i >= 0; i--) {
      try {
        taken.get(i).close();
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
    return cause;
  }
}
