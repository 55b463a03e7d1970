package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.Fault;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ToolCall;
import io.millrace.tasks.FinishReasons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Reads transcripts that nobody here wrote: {@code -Dmillrace.transcripts=DIR}, a folder of server-sent events, one
 * completion a file ({@code *.sse}).
 */
class TranscriptsTest {

  /** What is to be found, counted in another way than the module does. */
  private static final class Expected {
    final StringBuilder text = new StringBuilder();
    final Map<Integer, StringBuilder> arguments = new TreeMap<>();
    boolean refused;
    String finishReason = "";
    long tokens = -1;

    void add(JsonNode chunk) {
      tokens = chunk.path("usage").path("completion_tokens").asLong(tokens);
      for (JsonNode choice : chunk.path("choices")) {
        JsonNode delta = choice.path("delta");
        refused |= !delta.path("refusal").asText("").isEmpty();
        text.append(delta.path("content").asText(""))
            .append(delta.path("refusal").asText(""));
        finishReason = choice.path("finish_reason").asText(finishReason);
        delta
            .path("tool_calls")
            .forEach(call -> arguments
                .computeIfAbsent(call.path("index").intValue(), any -> new StringBuilder())
                .append(call.path("function").path("arguments").asText("")));
      }
    }

    FinishReason reason() {
      return refused
          ? FinishReason.CONTENT_FILTER
          : FinishReasons.ofOpenAi(finishReason).orElseThrow();
    }
  }

  @Test
  void everyTranscriptGivesTheTextThatItsPiecesAre() throws Exception {
    String folder = System.getProperty("millrace.transcripts", "");
    assumeTrue(!folder.isEmpty(), "millrace.transcripts names no folder");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      files = all.filter(file -> file.toString().endsWith(".sse")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      check(file, Answer.transcript(Files.readString(file)));
      check(file, Answer.transcript(Files.readString(file)).with(new Fault.Cut(1, true)));
    }
  }

  private static void check(Path file, Answer answer) throws Exception {
    Expected expected = new Expected();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("data: {")) {
        expected.add(Json.read(line.substring("data: ".length())));
      }
    }
    try (Asking asking = Asking.of(Answers.always(answer))) {
      List<GeneratedTextStreamResult> pieces = asking.pieces();
      assertThat(Asking.concatenated(pieces)).as("%s", file).isEqualTo(expected.text.toString());
      GenerationDetails end = pieces.get(pieces.size() - 1).getDetails();
      assertThat(end.getFinishReason()).as("%s", file).isEqualTo(expected.reason());
      assertThat(end.getGeneratedTokens()).as("%s", file).isEqualTo(expected.tokens);
      assertThat(arguments(end.getToolCalls()))
          .as("%s", file)
          .isEqualTo(expected.arguments.values().stream()
              .map(StringBuilder::toString)
              .collect(Collectors.toList()));
      assertThat(asking.text.unaryUnary("any").getGeneratedText())
          .isEqualTo(expected.text.toString());
    }
  }

  private static List<String> arguments(@Nullable List<ToolCall> calls) {
    return calls == null
        ? List.of()
        : calls.stream().map(ToolCall::getArguments).toList();
  }
}
