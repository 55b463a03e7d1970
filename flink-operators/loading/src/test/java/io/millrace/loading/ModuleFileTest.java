package io.millrace.loading;

import static io.millrace.loading.ModuleFolders.assertRefused;
import static io.millrace.loading.ModuleFolders.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleFileTest {

  private static final String POLITE = "module_id: polite\nversion: 2.1.0\n";

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      `` | ` must be a map of [module_id, version, settings, artifacts, backends] but is empty`
      - a | ` must be a map of [module_id, version, settings, artifacts, backends] but was [a]`
      `module_id: a: b` | `, line 1, column 13: mapping values are not allowed here`
      `version: [` | `, line 1, column 11: expected the node content, but found '<stream end>'`
      `{version: 1.0.0, version: 1.0.0}` | `, line 1, column 18: found duplicate key version`
      `{module_id: !!java.io.File [x]}` | `, line 1, column 13: could not determine a constructor for the tag tag:yaml.org,2002:java.io.File`
      `{id: x}` | `: key 'id' is not known; known are [module_id, version, settings, artifacts, backends]`
      `{1: x}` | `: key '1' is not known; known are [module_id, version, settings, artifacts, backends]`
      `{version: 1.0.0}` | `: 'module_id' must be given`
      `{module_id: polite}` | `: 'version' must be given`
      `{module_id: polite, version: 1.0}` | `: 'version' must be a text but was 1.0`
      `{module_id: polite, version: v1}` | `: 'version' must be semantic (1.0.0) but was "v1"`
      `{module_id: [a], version: 1.0.0}` | `: 'module_id' must be a text but was [a]`
      `{module_id: rude, version: 1.0.0}` | `: module_id 'rude' is not known; known are [echoing, polite, streaming-greeter]`
      `{module_id: polite, version: 1.9.0}` | `: module 'polite' is of version 1.9.0 but what is there to load it is of version 2.3.0: the major versions must be the same`
      `{module_id: polite, version: 3.0.0}` | `: module 'polite' is of version 3.0.0 but what is there to load it is of version 2.3.0: the major versions must be the same`
      `{module_id: streaming-greeter, version: 2.3.0}` | `: module 'streaming-greeter' is of version 2.3.0 but what is there to load it is of version 7.0.0: the major versions must be the same`
      """)
  void aFileThatIsNotRight(String yaml, String error) throws IOException {
    assertRefused(folder, yaml, error);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      `settings: [word]` | `: 'settings' must be a map of settings but was [word]`
      `settings: {world: x}` | `: setting 'world' is not known to module 'polite', which knows times, titles, word`
      `settings: {times: 4}` | `: setting 'times' must be between 1 and 3 but was 4`
      `settings: {times: two}` | `: setting 'times' must be a long but was "two"`
      `settings: {times: 99999999999999999999}` | `: setting 'times' must be a long but was 99999999999999999999`
      `settings: {times: }` | `: setting 'times' must be a long but was empty`
      `settings: {word: 1}` | `: setting 'word' must be a string but was 1`
      `settings: {word: hi!}` | `: setting 'word': a greeting must be quiet but was "hi!"`
      `settings: {titles: Dr.}` | `: setting 'titles' must be a list of entries but was Dr.`
      `settings: {titles: [Dr.]}` | `: setting 'titles[0]' must be an entry of fields but was Dr.`
      `settings: {titles: [{title: Dr.}, {times: 1}]}` | `: setting 'titles[1].title' must be given: a text`
      `settings: {titles: [{title: Dr., x: 1}]}` | `: setting 'titles[0].x' is not known to module 'polite', which knows times, title`
      `settings: {titles: [{title: Dr., times: 0}]}` | `: setting 'titles[0].times' must be between 1 and 3 but was 0`
      `backends: openai` | `: 'backends' must be a list of names, the preferred one first, but was "openai"`
      `backends: []` | `: 'backends' must be a list of names, the preferred one first, but was []`
      `artifacts: [end]` | `: 'artifacts' must be a map of names to paths within the folder but was [end]`
      `artifacts: {end: 1}` | `: 'artifacts' must be a map of names to paths within the folder but was {end=1}`
      `artifacts: {end: ../end}` | `: artifact 'end' must be a path within the module's folder but was "../end"`
      `artifacts: {end: /etc/hosts}` | `: artifact 'end' must be a path within the module's folder but was "/etc/hosts"`
      """)
  void settingsAndArtifactsThatAreNotRight(String yaml, String error) throws IOException {
    assertRefused(folder, POLITE + yaml, error);
  }

  @Test
  void anArtifactThatIsNotThere() throws IOException {
    assertRefused(
        folder,
        POLITE + "artifacts: {end: end.txt}",
        ": artifact 'end' must be there but " + folder.resolve("end.txt") + " is not");
  }

  @Test
  void anArtifactThatIsALinkOutOfTheFolder() throws IOException {
    Path module = Files.createDirectory(folder.resolve("m"));
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(module.resolve("end.txt"), secret);

    assertRefused(
        module,
        POLITE + "artifacts: {end: end.txt}",
        ": artifact 'end' must be a path within the module's folder but was \"end.txt\"");
  }

  @Test
  void anotherModuleThatIsNotRight() throws IOException {
    String echoing = "module_id: echoing\nversion: 1.0.0\n";
    assertRefused(
        folder,
        echoing,
        ": setting 'voice' must be given: the path of a module's folder within this one, or its"
            + " module_id, version and settings");
    assertRefused(
        folder,
        echoing + "settings: {voice: 1}",
        ": setting 'voice' must be the path of a module's folder, or a module's module_id, version and"
            + " settings, but was 1");
    assertRefused(
        folder,
        echoing + "settings: {voice: ../x}",
        ": setting 'voice' must be a path within the module's folder but was \"../x\"");
    assertRefused(
        folder,
        echoing + "settings: {voice: {module_id: polite, version: 2.0.0, settings: {times: 9}}}",
        ": setting 'voice': setting 'times' must be between 1 and 3 but was 9");
  }

  @Test
  void anErrorInAFolderWithinNamesItsOwnFile() throws IOException {
    write(folder, "module_id: echoing\nversion: 1.0.0\nsettings: {voice: inner}\n");
    write(folder.resolve("inner"), POLITE + "settings: {times: 9}");

    assertRefused(folder)
        .hasMessage(folder.resolve("inner/module.yml")
            + ": setting 'times' must be between 1 and 3 but was 9");
  }

  @Test
  void aFileThatNestsWithoutEnd() throws IOException {
    String error = " must not be nested deeper than 64 maps and lists";
    assertRefused(folder, "settings: &a {word: [*a]}", error);
    assertRefused(folder, "- &a [[*a]]", error);
  }

  @Test
  void aFileThatNestsMoreThanAParserCanFollow() throws IOException {
    String error = " must not be nested deeper than 64 maps and lists";
    assertRefused(
        folder, "settings: " + "[".repeat(60) + "]".repeat(60), ": 'version' must be given");
    assertRefused(folder, "[".repeat(100_000) + "]".repeat(100_000), error);
  }

  @Test
  @Timeout(30)
  void aSmallFileThatStandsForAVeryLargeOne() throws IOException {
    String error = ": Number of aliases for non-scalar nodes exceeds the specified max=8";
    assertRefused(folder, "settings: " + doubled(45), error);
    assertRefused(folder, "{? " + doubled(45) + " : x}", error);
    assertRefused(folder, "settings: " + doubled(8), ": 'version' must be given");
  }

  /** A list of twice a list of twice a list … */
  private static String doubled(int times) {
    String text = "[x]";
    for (int i = 0; i < times; i++) {
      text = "[&a" + i + " " + text + ", *a" + i + "]";
    }
    return text;
  }

  @Test
  void aFileThatIsALinkOutOfTheFolder() throws IOException {
    Path module = Files.createDirectory(folder.resolve("m"));
    Path secret = Files.writeString(folder.resolve("secret"), "x: y: z");
    Files.createSymbolicLink(module.resolve("module.yml"), secret);

    assertRefused(module)
        .hasMessage("no module at " + module + ": module.yml must be a path within the module's"
            + " folder but was \"module.yml\"");
  }

  @Test
  void aFileThatIsALinkWithinTheFolder() throws IOException {
    Path module = folder.resolve("m");
    Files.createDirectories(module.resolve("..data"));
    Files.writeString(module.resolve("..data/module.yml"), POLITE);
    Files.createSymbolicLink(module.resolve("module.yml"), Path.of("..data/module.yml"));

    try (TaskModule loaded = TaskModule.load(module)) {
      assertThat(loaded).hasToString("polite:2.1.0");
    }
  }

  @Test
  void aFileThatIsNotUtf8() throws IOException {
    Files.write(folder.resolve("module.yml"), new byte[] {(byte) 0xC3, (byte) 0x28});

    assertRefused(folder).hasMessage(folder.resolve("module.yml") + " must be UTF-8 but is not");
  }
}
