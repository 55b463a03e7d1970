package io.millrace.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.ModuleDescription.ServedTask;
import io.millrace.core.task.ModuleDescription.SettingValue;
import io.millrace.core.task.ModuleLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeTest {

  @TempDir
  private Path folder;

  @Test
  void saysWhatTheModuleOfAFolderIsAndClosesIt() throws IOException {
    ModuleFolders.write(
        folder,
        "module_id: polite\nversion: 2.1.0\nsettings: {times: 2}\nbackends: [remote, local]\n");
    int before = GreetingFactory.OPEN.get();

    ModuleDescription description = ModuleLoader.find().describe(folder);

    assertThat(GreetingFactory.OPEN.get()).isEqualTo(before);
    assertThat(description.id()).isEqualTo("polite");
    assertThat(description.version()).isEqualTo("2.1.0");
    assertThat(description.tasks())
        .extracting(ServedTask::name, ServedTask::backends, ServedTask::backend)
        .hasToString("[(\"greeting\", [\"local\", \"remote\"], Optional[remote]), (\"farewell\","
            + " [\"local\"], Optional[local])]");
    assertThat(description.tasks().get(0).flavors())
        .extracting(ServedFlavor::flavor)
        .containsExactly(Flavor.values());
    assertThat(description.settings())
        .containsExactly(
            new SettingValue(
                "word", "string", "a text", false, Optional.of("hello"), Optional.empty()),
            new SettingValue(
                "times", "long", "between 1 and 3", false, Optional.of("1"), Optional.of("2")),
            new SettingValue(
                "titles",
                "list of entries",
                "title: string, a text; times (optional): long, between 1 and 3",
                false,
                Optional.of("[]"),
                Optional.empty()));
  }

  @Test
  void describesATaskOfWhichNoBackendIsEnabled() throws IOException {
    ModuleFolders.write(folder, "module_id: polite\nversion: 2.1.0\nbackends: [remote]\n");

    ServedTask farewell = ModuleLoader.find().describe(folder).tasks().get(1);

    assertThat(farewell.backend()).isEmpty();
    assertThat(farewell.flavors()).hasSize(4).allSatisfy(flavor -> {
      assertThat(flavor.plan()).isEmpty();
      assertThat(flavor.words())
          .isEqualTo("module 'polite' has task 'farewell' by backends [local] but enabled are"
              + " [remote]; it was loaded from " + folder.resolve("module.yml"));
    });
  }
}
