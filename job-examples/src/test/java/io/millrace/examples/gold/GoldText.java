package io.millrace.examples.gold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.examples.produce.Transcript;
import io.millrace.testkit.Cutting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text that somebody else has marked.
 *
 * @param id the request's id
 * @param text the text
 * @param spans what was marked
 */
record GoldText(String id, String text, List<Span> spans) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was marked.
   *
   * @param type the entity's type
   * @param start where it begins, in code points
   * @param end the code point after its last
   */
  record Span(String type, long start, long end) {}

  /** Reads the JSON files of a folder: arrays of {@code {full_text, spans}}. */
  static List<GoldText> read(Path folder) throws IOException {
    List<GoldText> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        for (JsonNode item : JSON.readTree(file.toFile())) {
          List<Span> spans = new ArrayList<>();
          item.get("spans")
              .forEach(span -> spans.add(new Span(
                  span.get("entity_type").asText(),
                  span.get("start_position").asLong(),
                  span.get("end_position").asLong())));
          texts.add(new GoldText("gold-" + texts.size(), item.get("full_text").asText(), spans));
        }
      }
    }
    return texts;
  }

  /** The text as a model would stream it, cut at random. */
  Transcript transcript(RandomGenerator random) {
    List<String> chunks = new ArrayList<>();
    for (String piece : Cutting.random(text, random).elements()) {
      chunks.add(chunk(piece, null));
    }
    chunks.add(chunk("", "stop"));
    return new Transcript(id, chunks);
  }

  private String chunk(String piece, @Nullable String finish) {
    ObjectNode chunk = JSON.createObjectNode();
    chunk.put("id", id).put("object", "chat.completion.chunk").put("model", "gold");
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", finish);
    choice.putObject("delta").put("content", piece);
    return escaped(chunk.toString());
  }

  /** Half a surrogate pair has no bytes of its own, so servers that cut there write it as an escape. */
  private static String escaped(String json) {
    StringBuilder ascii = new StringBuilder();
    json.chars()
        .forEach(each ->
            ascii.append(each < 0x80 ? String.valueOf((char) each) : "\\u%04x".formatted(each)));
    return ascii.toString();
  }
}
