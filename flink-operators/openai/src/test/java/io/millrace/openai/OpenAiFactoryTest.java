package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import io.millrace.tasks.StandardTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiFactoryTest {

  @TempDir
  Path folder;

  private Path module(String settings) throws IOException {
    return Files.writeString(
        folder.resolve("module.yml"),
        "module_id: openai\nversion: 1.0.0\nsettings:\n" + settings.indent(2));
  }

  @Test
  void aFolderIsLoadedAndItsKeyIsReadFromItsFile() throws Exception {
    Answers echo = question -> Answer.text(question.headers().get("authorization") + " "
        + question.messages().get(0) + " " + question.model());
    try (ModelServer server = ModelServer.start(ServerSettings.of(echo))) {
      Path key = Files.writeString(folder.resolve("key"), "k1\n");
      module("base_url: " + server.baseUrl() + "\nmodel: m\nkey_file: " + key
          + "\nsystem_prompt: brief\ndeterministic: true\nsilence_timeout: 0.5");
      try (var runner = StandardTasks.TEXT_GENERATION.load(folder)) {
        assertThat(Asking.concatenated(Asking.pieces(runner, Parameters.NONE)))
            .isEqualTo("Bearer k1 brief m");
        assertThat(runner.deterministic()).isTrue();
      }
      try (var runner = StandardTasks.CHAT.load(folder)) {
        assertThat(runner.module().id()).isEqualTo("openai");
      }
    }
  }

  @Test
  void thePagesFolderIsLoaded() throws Exception {
    String page = Files.readString(Path.of("../../docs/model-servers.md"));
    var yaml = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
    assertThat(yaml.find()).isTrue();
    Files.writeString(
        folder.resolve("module.yml"), yaml.group(1).replaceFirst("(?m)^  key_environment.*\n", ""));
    StandardTasks.CHAT.load(folder).close();
  }

  @Test
  void saysWhatIsWrongWithAFolderAndShowsNoKey() throws Exception {
    Path file = module("base_url: http://localhost/v1\nmodel: m\nkey_environment: sk-123");
    assertThatThrownBy(() -> StandardTasks.CHAT.load(folder))
        .hasMessage(file
            + ": setting 'key_environment': the key's source must be the name of an environment "
            + "variable, not a key (what was given is not shown)");
    module("base_url: http://localhost/v1\nmodel: m\nkey_environment: K\nkey_file: k");
    assertThatThrownBy(() -> StandardTasks.CHAT.load(folder))
        .hasMessage(file + ": setting 'key_file' must not be given beside 'key_environment'");
    module("base_url: nowhere\nmodel: m");
    assertThatThrownBy(() -> StandardTasks.CHAT.load(folder))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(
            "baseUrl must be like http://host:port/v1, without user, query and fragment");
    module("model: m");
    assertThatThrownBy(() -> StandardTasks.CHAT.load(folder))
        .hasMessageStartingWith(file + ": setting 'base_url' must be given");
  }
}
