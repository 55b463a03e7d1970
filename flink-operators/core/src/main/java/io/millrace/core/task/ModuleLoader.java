package io.millrace.core.task;

import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Loads modules from folders. Found with {@link ServiceLoader}, so that this artifact needs no reader of YAML: {@code
 * io.millrace:millrace-loading} brings the one that reads {@code module.yml}.
 */
public interface ModuleLoader {

  /**
   * Makes the module that a folder describes, to be closed by its user.
   *
   * @throws ModuleLoadException if there is none, or its file is not right
   */
  TaskModule load(Path folder);

  /**
   * Says what the module of a folder is, its settings included. The module is made for that, and closed.
   *
   * @throws ModuleLoadException if there is none, or its file is not right
   */
  ModuleDescription describe(Path folder);

  /**
   * The loader on the class path of the calling thread.
   *
   * @throws ModuleLoadException if there is none
   */
  static ModuleLoader find() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = ofThread == null ? ModuleLoader.class.getClassLoader() : ofThread;
    return ServiceLoader.load(ModuleLoader.class, loader)
        .findFirst()
        .orElseThrow(() -> new ModuleLoadException(
            "to load modules from folders, add the artifact io.millrace:millrace-loading; none of"
                + " the class path provides " + ModuleLoader.class.getName()));
  }
}
