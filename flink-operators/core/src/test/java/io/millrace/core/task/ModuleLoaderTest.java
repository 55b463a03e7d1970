package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleLoaderTest {

  @Test
  void whereThereIsNoLoaderTheArtifactToAddIsNamed() {
    assertThatThrownBy(() -> Shouting.TASK.load(Path.of("anywhere")))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessage("to load modules from folders, add the artifact io.millrace:millrace-loading;"
            + " none of the class path provides io.millrace.core.task.ModuleLoader");
  }
}
