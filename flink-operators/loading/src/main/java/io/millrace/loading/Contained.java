package io.millrace.loading;

import io.millrace.core.task.ModuleLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Paths within a folder: a module that was copied from elsewhere reads nothing but what came with it. */
final class Contained {

  /** As many names as an error shows. */
  private static final int SHOWN = 20;

  private Contained() {}

  /**
   * The path, which is there and leads out of the folder neither by its own words nor by links.
   *
   * @param subject what begins an error: "…/module.yml: artifact 'names'"
   */
  static Path path(Path folder, String subject, String given) {
    Path path = resolved(folder, subject, given);
    if (!Files.exists(path)) {
      throw new ModuleLoadException(subject + " must be there but " + path + " is not");
    }
    try {
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        throw outside(subject, given);
      }
    } catch (IOException e) {
      throw new ModuleLoadException(subject + " could not be looked at: " + e, e);
    }
    return path;
  }

  private static Path resolved(Path folder, String subject, String given) {
    Path within = folder.toAbsolutePath().normalize();
    try {
      Path path = within.resolve(given).normalize();
      if (!path.startsWith(within) || Path.of(given).isAbsolute()) {
        throw outside(subject, given);
      }
      return path;
    } catch (InvalidPathException e) {
      throw new ModuleLoadException(subject + " must be a path but was \"" + given + "\"", e);
    }
  }

  private static ModuleLoadException outside(String subject, String given) {
    return new ModuleLoadException(
        subject + " must be a path within the module's folder but was \"" + given + "\"");
  }

  /** What a folder holds, for an error: its names in order, not more than one can read. */
  static String listing(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names =
          entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
      return names.size() <= SHOWN
          ? names.toString()
          : names.subList(0, SHOWN) + " and " + (names.size() - SHOWN) + " more";
    } catch (IOException e) {
      return "what cannot be listed (" + e + ")";
    }
  }
}
