package io.millrace.core.load;

import io.millrace.core.SemanticVersion;
import io.millrace.core.task.Task;
import java.util.List;

/**
 * A retired id: what was saved under it loads as the module that replaced it, seen as the tasks the retired one was for.
 *
 * @param retiredId the id that folders may still have
 * @param version the semantic version of the retired module: folders of the same major version can be loaded
 * @param tasks what it was for
 */
public record Alias(String retiredId, String version, List<Task<?, ?, ?, ?>> tasks) {

  /** Checks the version and copies the tasks. */
  public Alias {
    version = new SemanticVersion(version).text();
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException(
          "the retired id '" + retiredId + "' must have been for a task");
    }
  }

  /** A retired id. */
  public static Alias of(String retiredId, String version, Task<?, ?, ?, ?>... tasks) {
    return new Alias(retiredId, version, List.of(tasks));
  }
}
