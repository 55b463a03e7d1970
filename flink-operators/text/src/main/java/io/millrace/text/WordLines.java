package io.millrace.text;

import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the lines of word lists. */
final class WordLines {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private WordLines() {}

  /** The words with their weights, in their order. */
  static Map<String, Double> read(Collection<String> lines) {
    Map<String, Double> words = new LinkedHashMap<>();
    lines.stream().filter(line -> !isComment(line)).forEach(line -> {
      List<String> fields = List.of(line.split("\t", -1));
      words.put(fields.get(0).strip(), weight(line, fields));
    });
    return words;
  }

  private static boolean isComment(String line) {
    return line.isBlank() || line.startsWith("#");
  }

  private static double weight(String line, List<String> fields) {
    try {
      if (fields.size() <= 2) {
        return fields.size() == 1 ? 1 : Double.parseDouble(fields.get(1));
      }
    } catch (NumberFormatException e) {
      throw refusal(line, e);
    }
    throw refusal(line, null);
  }

  private static IllegalArgumentException refusal(String line, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "a line of a word list must be a word, or a word, a tab and a weight, but was \"" + line
            + "\"",
        cause);
  }

  /**
   * The lines of the artifact that a setting names, without the mark that some editors begin a file of UTF-8 with.
   *
   * @throws io.millrace.core.task.ModuleLoadException if there is no such artifact, or it is not in UTF-8
   */
  static List<String> of(ModuleFolder folder, Settings list, String artifact) throws IOException {
    try {
      String text = Files.readString(folder.artifact(artifact));
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
          .lines()
          .toList();
    } catch (CharacterCodingException e) {
      throw list.refusal("artifact", "must be a file of UTF-8 but " + artifact + " is not");
    }
  }

  /** The lines of a list that comes with this module. */
  static List<String> builtIn(String name) {
    try (InputStream list = Objects.requireNonNull(WordLines.class.getResourceAsStream(name))) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !isComment(line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the built-in word list " + name, e);
    }
  }
}
