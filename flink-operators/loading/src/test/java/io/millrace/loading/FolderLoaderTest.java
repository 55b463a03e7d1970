package io.millrace.loading;

import static io.millrace.loading.GreetingFactory.FAREWELL;
import static io.millrace.loading.GreetingFactory.GREETING;
import static io.millrace.loading.GreetingFactory.SILENCE;
import static io.millrace.loading.ModuleFolders.assertRefused;
import static io.millrace.loading.ModuleFolders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLoaderTest {

  private static final String POLITE = "module_id: polite\nversion: 2.1.0\n";

  @TempDir
  private Path temp;

  @Test
  void aTaskLoadsAModuleAndCallsIt() throws IOException {
    Path folder = write(
        temp.resolve("m"), POLITE + "settings: {word: hi, titles: [{title: Dr., times: 2}]}\n");

    try (var runner = GREETING.load(folder)) {
      assertThat(runner.unaryUnary("Anna")).isEqualTo("hi Dr.Dr. Anna");
      assertThat(runner.module()).hasToString("polite:2.1.0");
    }
  }

  @Test
  void artifactsAreFilesOfTheFolder() throws IOException {
    Path folder = write(temp.resolve("m"), POLITE + "artifacts: {end: texts/end.txt}\n");
    Files.createDirectory(folder.resolve("texts"));
    Files.writeString(folder.resolve("texts/end.txt"), "farewell");

    try (var runner = FAREWELL.load(folder)) {
      assertThat(runner.unaryUnary("Anna")).isEqualTo("farewell Anna");
    }
  }

  @Test
  void aFolderIsFoundByARelativePath() throws IOException {
    Path folder = write(temp.resolve("m"), POLITE + "artifacts: {end: end.txt}\n");
    Files.writeString(folder.resolve("end.txt"), "farewell");
    Path relative = Path.of("").toAbsolutePath().relativize(folder);

    try (var runner = FAREWELL.load(relative.resolve("../m/."))) {
      assertThat(runner.unaryUnary("Anna")).isEqualTo("farewell Anna");
    }
    Path here = Contained.path(Path.of("."), "artifact 'pom'", "pom.xml");
    assertThat(here).isAbsolute().isRegularFile();
  }

  @Test
  void aTaskThatTheModuleDoesNotServeIsRefusedAndTheModuleClosed() throws IOException {
    Path folder = write(temp.resolve("m"), POLITE);
    int before = GreetingFactory.OPEN.get();

    assertThatThrownBy(() -> SILENCE.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module 'polite' does not serve task 'silence'; it serves [farewell, greeting];"
            + " it was loaded from " + folder.resolve("module.yml"));
    assertThat(GreetingFactory.OPEN.get()).isEqualTo(before);
  }

  @Test
  void aRetiredIdLoadsAsTheModuleThatReplacedItSeenAsItsTask() throws IOException {
    Path folder = write(temp.resolve("m"), "module_id: streaming-greeter\nversion: 7.4.1\n");

    try (TaskModule module = TaskModule.load(folder)) {
      assertThat(module).hasToString("polite:2.3.0");
      assertThat(module.tasks()).hasSize(1).first().isSameAs(GREETING);
      assertThat(GREETING.runner(module).unaryUnary("Anna")).isEqualTo("hello Anna");
      assertThatThrownBy(() -> FAREWELL.load(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("module 'polite' does not serve task 'farewell'; it serves [greeting]; it was"
              + " loaded from " + folder.resolve("module.yml")
              + ", saved under the retired id 'streaming-greeter', which was for [greeting]");
    }
  }

  @Test
  void theFirstBackendThatIsEnabledAndImplementedAnswers() throws IOException {
    Path folder = write(temp.resolve("m"), POLITE + "backends: [tpu, remote, local]\n");

    try (var greeting = GREETING.load(folder);
        var farewell = FAREWELL.load(folder)) {
      assertThat(greeting.unaryUnary("Anna")).isEqualTo("from afar: hello Anna");
      assertThat(greeting.plan(Flavor.UNARY_UNARY))
          .hasToString("UNARY_UNARY is native; backend remote of [local, remote]");
      assertThat(farewell.unaryUnary("Anna")).isEqualTo("goodbye Anna");
      assertThat(farewell.plan(Flavor.UNARY_UNARY)).hasToString("UNARY_UNARY is native");
    }
  }

  @Test
  void backendsOfWhichNoneIsImplementedAreRefused() throws IOException {
    Path folder = write(temp.resolve("m"), POLITE + "backends: [tpu]\n");

    assertThatThrownBy(() -> GREETING.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "module 'polite' has task 'greeting' by backends [local, remote] but enabled are"
                + " [tpu]; it was loaded from " + folder.resolve("module.yml"));
  }

  @Test
  void aModuleIsMadeOfOneInAFolderWithin() throws IOException {
    Path folder =
        write(temp.resolve("m"), "module_id: echoing\nversion: 1.0.0\nsettings: {voice: inner}\n");
    write(folder.resolve("inner"), POLITE + "settings: {word: hi}\n");
    int before = GreetingFactory.OPEN.get();

    try (var runner = GREETING.load(folder)) {
      assertThat(runner.unaryUnary("Anna")).isEqualTo("hi Anna, hi Anna");
      assertThat(GreetingFactory.OPEN.get()).isEqualTo(before + 1);
    }
    assertThat(GreetingFactory.OPEN.get()).isEqualTo(before);
  }

  @Test
  void aModuleIsMadeOfOneWrittenOutInItsSettings() throws IOException {
    Path folder = write(temp.resolve("m"), """
        module_id: echoing
        version: 1.0.0
        settings: {voice: {module_id: polite, version: 2.0.0, settings: {word: hi}}}
        """);

    try (var runner = GREETING.load(folder)) {
      assertThat(runner.unaryUnary("Anna")).isEqualTo("hi Anna, hi Anna");
    }
  }

  @Test
  void whatWasMadeIsClosedIfTheWholeFails() throws IOException {
    Path folder = write(temp.resolve("m"), """
        module_id: echoing
        version: 1.0.0
        settings: {fails: true, voice: {module_id: polite, version: 2.0.0}}
        """);
    int before = GreetingFactory.OPEN.get();

    assertRefused(folder)
        .hasMessage(
            folder.resolve("module.yml")
                + ": module 'echoing' could not be made: java.lang.IllegalStateException: lost its voice")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(GreetingFactory.OPEN.get()).isEqualTo(before);
  }

  @Test
  void whatWasMadeIsClosedIfAClassIsMissing() throws IOException {
    Path folder = write(temp.resolve("m"), """
        module_id: echoing
        version: 1.0.0
        settings: {breaks: true, voice: {module_id: polite, version: 2.0.0}}
        """);
    int before = GreetingFactory.OPEN.get();

    assertThatThrownBy(() -> TaskModule.load(folder))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessage("Throat");
    assertThat(GreetingFactory.OPEN.get()).isEqualTo(before);
  }

  @Test
  void aFolderThatIsMadeOfItselfIsRefused() throws IOException {
    Path folder =
        write(temp.resolve("m"), "module_id: echoing\nversion: 1.0.0\nsettings: {voice: .}\n");

    assertRefused(folder)
        .hasMessageEndingWith(
            "module.yml: setting 'voice' must not be nested deeper than 16 modules");
  }

  @Test
  void noFolder() throws IOException {
    write(temp.resolve("other"), POLITE);

    assertRefused(temp.resolve("m"))
        .hasMessage("no module at " + temp.resolve("m") + ": there is no such folder, and " + temp
            + " holds [other]");
    assertRefused(temp.resolve("a/b"))
        .hasMessage("no module at " + temp.resolve("a/b")
            + ": there is no such folder, nor the one it would be in");
    assertRefused(temp.resolve("other/module.yml"))
        .hasMessage("no module at " + temp.resolve("other/module.yml")
            + ": it must be a folder but is a file");
  }

  @Test
  void noFileInTheFolder() throws IOException {
    for (int i = 10; i < 32; i++) {
      Files.createFile(temp.resolve("f" + i));
    }

    assertRefused(temp)
        .hasMessage(
            "no module at " + temp + ": it must hold module.yml but holds [f10, f11, f12, f13,"
                + " f14, f15, f16, f17, f18, f19, f20, f21, f22, f23, f24, f25, f26, f27, f28, f29] and 2"
                + " more");
  }
}
