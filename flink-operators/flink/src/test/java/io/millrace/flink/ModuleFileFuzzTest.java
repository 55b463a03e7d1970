package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.ModuleLoadException;
import io.millrace.loading.FolderLoader;
import io.millrace.testkit.fuzz.FuzzReport;
import io.millrace.testkit.fuzz.Fuzzing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutated files of modules load, or are refused by what they say. */
class ModuleFileFuzzTest {

  private static final List<String> FILES = List.of("""
      module_id: pattern-entities
      version: 1.0.0
      settings:
        built_in: [EMAIL_ADDRESS, IP_ADDRESS]
      """, """
      module_id: nobody.knows-it
      version: 2.1.0-rc.1
      settings: {a: 1, b: [x, {c: 0.5}], d: &d {e: true}, f: *d}
      artifacts: {model: model.bin}
      backends: [local, openai]
      """);

  @Test
  void whateverAFileSaysItLoadsOrIsRefused(@TempDir Path folder) {
    FolderLoader loader = new FolderLoader();
    FuzzReport report = Fuzzing.ofTexts("module.yml", FILES, bytes -> {
          Files.write(folder.resolve("module.yml"), bytes);
          loader.load(folder).close();
        })
        .withSpice(
            "&a ", "*a", "<<: ", "!!java.util.Date ", "- ", "? ", ": ", "{", "[", "|\n ", "\t")
        .refusing(ModuleLoadException.class)
        .withInputs(1_000)
        .check();
    assertThat(report.read()).isPositive();
  }
}
