package io.millrace.kafka.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.Message;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Decodes transcripts that nobody here wrote: {@code -Dmillrace.transcripts=DIR}, a folder of server-sent events, one
 * completion a file ({@code *.sse}).
 */
class TranscriptsTest {

  private static final String DATA = "data: ";
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
      check(file);
    }
  }

  private static void check(Path file) throws Exception {
    ChunkTopic topic = new ChunkTopic();
    Map<String, StringBuilder> expected = new TreeMap<>();
    Map<String, StringBuilder> actual = new TreeMap<>();
    Map<String, Boolean> ended = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith(DATA)) {
        continue;
      }
      String value = line.substring(DATA.length());
      String id = value.startsWith("{") ? JSON.readTree(value).get("id").textValue() : "none";
      for (Message<GeneratedTextStreamResult> message : topic.read(id, value, Map.of())) {
        assertThat(ended)
            .as("%s: %s after its end", file, message)
            .doesNotContainKey(message.requestId());
        assertThat(message.status().isOk()).as("%s: %s", file, message).isTrue();
        GeneratedTextStreamResult piece = Objects.requireNonNull(message.payload());
        text(actual, message.requestId()).append(piece.getGeneratedText());
        if (message.last()) {
          ended.put(message.requestId(), true);
        }
      }
      if (value.startsWith("{")) {
        concatenate(JSON.readTree(value), expected);
      }
    }
    assertThat(actual.toString()).as(file.toString()).isEqualTo(expected.toString());
    assertThat(ended.keySet()).as(file.toString()).isEqualTo(expected.keySet());
    assertThat(topic.remembered()).isZero();
  }

  private static void concatenate(JsonNode chunk, Map<String, StringBuilder> texts) {
    for (JsonNode choice : chunk.path("choices")) {
      int index = choice.path("index").intValue();
      String request = chunk.path("id").textValue() + (index == 0 ? "" : "#" + index);
      JsonNode delta = choice.path("delta");
      text(texts, request).append(delta.path("content").asText(""));
      if (!delta.path("refusal").asText("").isEmpty()) {
        text(texts, request + "/refusal").append(delta.path("refusal").textValue());
      }
      for (JsonNode call : delta.path("tool_calls")) {
        text(texts, request + "/tool-" + call.path("index").intValue())
            .append(call.path("function").path("arguments").asText(""));
      }
    }
  }

  private static StringBuilder text(Map<String, StringBuilder> texts, String request) {
    return texts.computeIfAbsent(request, any -> new StringBuilder());
  }
}
