package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job whose modules are folders with a {@code module.yml}, in a file system of Flink's. */
class LoadedModulesITCase {

  /** Where modules were loaded from. */
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  @TempDir
  static Path temporary;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(() -> new MiniClusterResourceConfiguration.Builder()
          .setConfiguration(new Configuration().set(CoreOptions.TMP_DIRS, temporary.toString()))
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(2)
          .build());

  private static String folder(String version, String label) {
    String folder = "/models/" + UUID.randomUUID();
    MemoryFiles.put(folder + "/lists/names.txt", "Anna\nBert\n");
    MemoryFiles.put(folder + "/module.yml", """
        module_id: pattern-entities
        version: %s
        settings:
          built_in: []
          words:
            - {label: %s, artifact: names}
        artifacts:
          names: lists/names.txt
        """.formatted(version, label));
    return "memory://" + folder;
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      load(Path folder) {
    FOLDERS.add(folder);
    return StandardTasks.TOKEN_CLASSIFICATION.load(folder);
  }

  @Test
  void aJobTakesTheModuleOfAnotherFolderAndLeavesNoCopy() throws Exception {
    String first = folder("1.0.0", "NAME");
    String second = folder("1.1.0", "PERSON");
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(2);
    List<Message<TokenClassificationStreamResult>> output = TaskStreams.of(environment.fromData(
            MessageTypes.of(String.class),
            Message.unary("r", "Anna met Bert."),
            Message.unary("s", "Bert met Anna.")))
        .withControl(environment.fromData(ModuleControl.module("entities", second)))
        .streamStream("entities", ModuleUri.of(first, LoadedModulesITCase::load))
        .output()
        .executeAndCollect(100);
    Answers<TokenClassificationStreamResult> answers = Answers.of(output);
    answers.assertWellFormed();
    for (String request : List.of("r", "s")) {
      assertThat(answers.elements(request))
          .flatExtracting(TokenClassificationStreamResult::getResults)
          .extracting(TokenClassificationResult::getEntity)
          .containsExactly("PERSON", "PERSON");
    }
    assertThat(output)
        .filteredOn(message -> message.sequence() == 0)
        .hasSize(2)
        .allSatisfy(message -> assertThat(message.headers())
            .containsEntry("module.entities", "pattern-entities:1.1.0"));
    assertThat(FOLDERS).anyMatch(folder -> folder.startsWith(temporary));
    try (var files = Files.walk(temporary)) {
      assertThat(files).noneMatch(path -> path.toString().contains("millrace-module-"));
    }
  }
}
