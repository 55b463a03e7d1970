package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/model-servers.md} is that which runs here, and its tables are those of the code. */
class ModelServersPageTest {

  private static final Path PAGE = Path.of("../../docs/model-servers.md");
  private static final Path HERE =
      Path.of("src/test/java/io/millrace/openai/ModelServersPageTest.java");

  private static final Map<String, String> KEYS = Map.of("MODEL_SERVER_KEY", "secret");

  // page: begin
  static List<String> words(String baseUrl) throws IOException {
    var settings = OpenAiSettings.of(baseUrl, "llama-3.1-8b-instruct")
        .apiKey(KeySource.environment("MODEL_SERVER_KEY")) // the variable's name, not the key
        .systemPrompt("Answer briefly.")
        .build();
    try (var module = OpenAiModule.of(settings, KEYS)) {
      var parameters = Parameters.of(Map.of("temperature", 0, "max_tokens", 200));
      var pieces =
          StandardTasks.TEXT_GENERATION.runner(module).unaryStream("What is a mill?", parameters);
      try (pieces) {
        return pieces.map(GeneratedTextStreamResult::getGeneratedText).toList();
      }
    }
  }
  // page: end

  // page: begin
  static ModelServer server() {
    return ModelServer.start(ServerSettings.of(Answers.always(Answer.text("A mill grinds grain."))
            .unless("(?i).*weather.*", Answer.text("It rains."))
            .afterFirst(1, Answer.failure(429, "busy", Map.of("Retry-After", "1"))))
        .withTokensPerSecond(50));
  }
  // page: end

  @Test
  void theCodeDoesWhatThePageSays() throws Exception {
    try (ModelServer server = server()) {
      String url = server.baseUrl().toString();
      StatusException busy = Asking.failure(() -> words(url));
      assertThat(busy.isRetryable()).isTrue();
      assertThat(words(url)).containsExactly("A", " mill", " grinds", " grain.", "");
    }
  }

  @Test
  void thePageShowsTheCodeWordForWord() throws IOException {
    assertThat(found(PAGE, "(?s)```java\n(.*?)```"))
        .isEqualTo(found(HERE, "(?s)\n  // page: begin\n(.*?)  // page: end").stream()
            .map(region -> region.stripTrailing().stripIndent() + "\n")
            .toList());
  }

  @Test
  void thePageNamesEverySettingAndParameter() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(Arrays.stream(OpenAiSettings.class.getRecordComponents())
            .map(component -> "| `" + component.getName() + "` |"))
        .allSatisfy(row -> assertThat(page).contains(row));
    assertThat(StandardTasks.TEXT_GENERATION.parameters())
        .allSatisfy(parameter -> assertThat(page).contains("`" + parameter.name() + "`"));
  }

  private static List<String> found(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toList());
  }
}
