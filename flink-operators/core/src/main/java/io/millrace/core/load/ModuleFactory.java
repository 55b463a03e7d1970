package io.millrace.core.load;

import io.millrace.core.Setting;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.util.List;

/** Makes modules of one id from folders. Found with {@link java.util.ServiceLoader}: public, and made without arguments. */
public interface ModuleFactory {

  /** The id of the modules it makes. */
  String id();

  /** Its semantic version: folders of the same major version can be loaded. */
  String version();

  /** The ids that this one has replaced. */
  default List<Alias> aliases() {
    return List.of();
  }

  /** What can be set. */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * Makes the module; its id is this factory's. If it throws, modules that it took from the folder are closed.
   *
   * @throws IllegalArgumentException if the settings do not do together; the folder's file is added to the message
   * @throws IOException if something in the folder cannot be read
   */
  TaskModule create(ModuleFolder folder) throws IOException;
}
