package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules in folders of the local file system, and of one that Flink knows by its scheme. */
class ModuleUriTest {

  private static final Map<String, Path> SEEN = new ConcurrentHashMap<>();

  private final String model = "/models/" + UUID.randomUUID();

  @TempDir
  private Path temporary;

  @BeforeEach
  void putTheModel() {
    MemoryFiles.put(model + "/version.txt", "1.0.0");
    MemoryFiles.put(model + "/weights/a/part-0.bin", "x".repeat(3 << 20));
    MemoryFiles.put(model + "/weights/b.bin", "");
  }

  private static ModuleUri<String, String, String, String> uri(String uri) {
    return ModuleUri.of(uri, ModuleUriTest::load);
  }

  /** A module that has the version of a file in the folder, and looks into the folder when it answers. */
  private static ModuleRunner<String, String, String, String> load(Path folder) throws IOException {
    String version = Files.readString(folder.resolve("version.txt"));
    SEEN.put(folder.getFileName().toString(), folder);
    return Echo.TASK.runner(TaskModule.named("folder", version)
        .serves(Echo.TASK, as -> as.unaryUnary((text, parameters) -> listing(folder)))
        .build());
  }

  private static String listing(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file) + ":" + file.toFile().length())
          .sorted()
          .toList()
          .toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the module of a model's last copy was loaded from. */
  private static Path seen(String model) {
    return Objects.requireNonNull(SEEN.get(model.substring(model.lastIndexOf('/') + 1)), model);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.map(Path::toString).toList();
    }
  }

  private void assertRefused(String uri, Status status) throws IOException {
    assertThatThrownBy(() -> uri(uri).load(temporary))
        .isInstanceOf(StatusException.class)
        .hasMessage(status.toString());
    assertThat(left()).isEmpty();
  }

  @Test
  void whoLooksAtAFolderLeavesNoCopyBehind() {
    Path[] copy = new Path[1];

    String read = ModuleUri.read("memory://" + model, folder -> {
      copy[0] = folder;
      return listing(folder);
    });

    assertThat(read).isEqualTo("[version.txt:5, weights/a/part-0.bin:3145728, weights/b.bin:0]");
    assertThat(copy[0]).doesNotExist();
    assertThatThrownBy(() -> ModuleUri.read("memory:///none", ModuleUriTest::listing))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining(
            "module folder 'memory:///none' does not load: there is no such folder");
  }

  @Test
  void aFolderOfAnotherFileSystemIsCopiedWholeAndTheCopyGoesWithTheRunner() throws Exception {
    ModuleUri<String, String, String, String> recipe =
        InstantiationUtil.clone(uri("memory://" + model));
    ModuleRunner<String, String, String, String> runner = recipe.load(temporary);
    assertThat(runner.unaryUnary("list"))
        .isEqualTo("[version.txt:5, weights/a/part-0.bin:3145728, weights/b.bin:0]");
    assertThat(seen(model)).startsWith(temporary);
    assertThat(left()).hasSize(1);
    runner.close();
    assertThat(left()).isEmpty();
  }

  @Test
  void aCopyThatSomebodyDeletedHarmsNoClose() throws Exception {
    ModuleRunner<String, String, String, String> runner =
        uri("memory://" + model).load(temporary);
    FileUtils.deleteDirectory(Path.of(left().get(0)).toFile());
    runner.close();
    assertThat(left()).isEmpty();
  }

  @Test
  void aLocalFolderIsUsedWhereItIs(@TempDir Path local) throws Exception {
    Files.writeString(local.resolve("version.txt"), "2.1.0");
    for (String uri : List.of(local.toUri().toString(), local.toString())) {
      try (ModuleRunner<String, String, String, String> runner = uri(uri).load(temporary)) {
        assertThat(runner.module()).hasToString("folder:2.1.0");
      }
      assertThat(left()).isEmpty();
    }
    assertThat(local.resolve("version.txt")).exists();
  }

  @Test
  void whatIsNotThereIsSaidWithItsUri() throws Exception {
    assertRefused(
        "memory:///models/nothing",
        Status.Code.NOT_FOUND.because("module folder 'memory:///models/nothing' does not load:"
            + " there is no such folder"));
    assertRefused(
        "file:///no/such/folder",
        Status.Code.NOT_FOUND.because(
            "module folder 'file:///no/such/folder' does not load: there is no such folder"));
    String file = "memory://" + model + "/version.txt";
    assertRefused(
        file,
        Status.Code.NOT_FOUND.because("module folder '" + file + "' does not load: it is a file"));
  }

  @Test
  void aSchemeThatFlinkDoesNotKnowIsSaidWithTheUri() {
    assertThatThrownBy(() -> uri("gopher://host/model").load(temporary))
        .isInstanceOf(StatusException.class)
        .hasMessageStartingWith("UNAVAILABLE: module folder 'gopher://host/model' does not load:"
            + " org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: ");
  }

  @Test
  void aCopyThatFailsHalfWayIsDeleted() throws Exception {
    MemoryFiles.put(model + "/weights/" + MemoryFiles.BROKEN, "");
    String uri = "memory://" + model;
    assertRefused(
        uri,
        Status.Code.UNAVAILABLE.because("module folder '" + uri
            + "' does not load: java.io.IOException: the connection was reset"));
  }

  @Test
  void aModuleThatDoesNotLoadLeavesNoCopy() throws Exception {
    MemoryFiles.put(model + "/version.txt", "latest");
    String uri = "memory://" + model;
    assertRefused(
        uri,
        Status.Code.FAILED_PRECONDITION.because("module folder '" + uri
            + "' does not load: java.lang.IllegalArgumentException: version of module 'folder'"
            + " must be semantic (1.0.0) but was \"latest\""));
  }

  @Test
  void anInterruptedCopyStopsAndIsDeleted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> uri("memory://" + model).load(temporary))
        .hasRootCauseInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(left()).isEmpty();
  }

  @Test
  void aPasswordInTheUriIsRefusedWithoutSayingIt() {
    assertThatThrownBy(() -> uri("s3://key:secret@bucket/models/pii"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the URI of a module must not hold a password but that of 'bucket/models/pii' does");
    assertThatThrownBy(() -> ModuleControl.module("echo", "s3://key:secret@bucket/models/pii"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the URI of a module must not hold a password but that of 'bucket/models/pii' does");
    assertThat(ModuleControl.module("echo", "hdfs://host:8020/models/a@b").module())
        .isEqualTo("hdfs://host:8020/models/a@b");
    assertThat(uri("abfss://container@account.dfs.core.windows.net/pii").reference())
        .isEqualTo("abfss://container@account.dfs.core.windows.net/pii");
  }

  @Test
  void whatIsNoUriIsRefused() {
    assertThatThrownBy(() -> uri(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a module's folder must be a URI but was ''");
  }

  @Test
  void aRunningOperatorTakesTheFolderOfAnotherUri() throws Exception {
    String next = model + "-next";
    MemoryFiles.put(next + "/version.txt", "2.0.0");
    ControlHarness operator = ControlHarness.unaryUnary(uri("memory://" + model), null);
    operator.push(Message.unary("r", "list"));
    operator.control(ModuleControl.module("echo", "memory://" + next));
    operator.push(Message.unary("s", "list"));
    operator.control(ModuleControl.module("echo", "memory:///models/nothing"));
    assertThat(operator.output())
        .contains(Message.of("s", 0, "[version.txt:5]")
            .withHeaders(Map.of("module.echo", "folder:2.0.0")));
    assertThat(operator.letters())
        .containsExactly("null NOT_FOUND: operator 'echo' goes on with folder:2.0.0, for it cannot"
            + " take module 'memory:///models/nothing': module folder 'memory:///models/nothing'"
            + " does not load: there is no such folder");
    Path copy = seen(next);
    assertThat(copy).exists();
    operator.close();
    assertThat(copy).doesNotExist();
  }
}
