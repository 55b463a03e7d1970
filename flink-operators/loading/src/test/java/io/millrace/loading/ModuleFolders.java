package io.millrace.loading;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;

/** Writes model folders, and loads those that do not load. */
final class ModuleFolders {

  private ModuleFolders() {}

  static Path write(Path folder, String yaml) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("module.yml"), yaml);
    return folder;
  }

  static AbstractThrowableAssert<?, ?> assertRefused(Path folder) {
    return assertThatThrownBy(() -> TaskModule.load(folder))
        .isInstanceOf(ModuleLoadException.class);
  }

  /** Of a module.yml, with what stands behind the file's name in the error. */
  static void assertRefused(Path folder, String yaml, String error) throws IOException {
    assertRefused(write(folder, yaml)).hasMessage(folder.resolve("module.yml") + error);
  }
}
