package io.millrace.core.load;

import io.millrace.core.task.ModuleLoadException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder with a module, its file read and checked.
 *
 * @param file the file: {@code …/module.yml}
 * @param moduleId the id it was saved under: the factory's, or a retired one
 * @param version the version it was saved as
 * @param settings what is set
 * @param artifacts further files and folders by name; they are there, and within the folder
 */
public record ModuleFolder(
    Path file, String moduleId, String version, Settings settings, Map<String, Path> artifacts) {

  /** Copies the artifacts. */
  public ModuleFolder {
    artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
  }

  /**
   * An artifact.
   *
   * @throws ModuleLoadException if the file names none of this name
   */
  public Path artifact(String name) {
    return Optional.ofNullable(artifacts.get(name))
        .orElseThrow(() -> new ModuleLoadException(
            file + ": artifact '" + name + "' is needed but named are " + artifacts.keySet()));
  }
}
