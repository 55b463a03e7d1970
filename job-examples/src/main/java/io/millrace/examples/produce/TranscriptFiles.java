package io.millrace.examples.produce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.examples.cli.JobFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads transcripts: server-sent events ({@code data: {…}} up to {@code data: [DONE]}) or JSON lines, one chunk a line. A
 * file may hold several completions, mixed; each keeps its own order.
 */
public final class TranscriptFiles {

  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, List<String>> chunks = new LinkedHashMap<>();

  private TranscriptFiles() {}

  /** Reads a file, or all files of a folder in the order of their names. */
  public static List<Transcript> read(Path input) throws IOException, JobFailedException {
    TranscriptFiles files = new TranscriptFiles();
    for (Path file : filesOf(input)) {
      files.readFile(file);
    }
    if (files.chunks.isEmpty()) {
      throw new JobFailedException("no chat-completion chunk found in " + input);
    }
    return files.chunks.entrySet().stream()
        .map(entry -> new Transcript(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<Path> filesOf(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    try (Stream<Path> files = Files.walk(input)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void readFile(Path file) throws IOException, JobFailedException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String chunk = chunkOf(line.strip());
        if (!chunk.isEmpty()) {
          add(chunk, file, number);
        }
      }
    } catch (CharacterCodingException e) {
      throw new JobFailedException(file + " must be UTF-8 but is not", e);
    }
  }

  /** The line's JSON; empty for what server-sent events have beside it: blank lines, comments, other fields, the end. */
  private static String chunkOf(String line) {
    if (line.startsWith("{")) {
      return line;
    }
    if (line.startsWith(DATA)) {
      String data = line.substring(DATA.length()).strip();
      return data.equals(DONE) ? "" : data;
    }
    boolean besides = line.isEmpty() || line.startsWith(":") || line.matches("(event|id|retry):.*");
    return besides ? "" : line;
  }

  /** Adds a chunk to its completion. One without an id and choices says nothing of any: Azure begins a stream with such. */
  private void add(String chunk, Path file, int number) throws JobFailedException {
    String wanted = file + ":" + number + " must be a chat-completion chunk with an id but is ";
    try {
      JsonNode root = json.readTree(chunk);
      JsonNode id = root.path("id");
      if (id.isTextual() && !id.textValue().isEmpty()) {
        chunks.computeIfAbsent(id.textValue(), any -> new ArrayList<>()).add(chunk);
        return;
      }
      JsonNode choices = root.path("choices");
      if (choices.isArray() && choices.isEmpty()) {
        return;
      }
    } catch (JsonProcessingException e) {
      throw new JobFailedException(wanted + "no JSON: " + e.getOriginalMessage(), e);
    }
    throw new JobFailedException(wanted + shortened(chunk));
  }

  private static String shortened(String chunk) {
    return chunk.length() <= 80 ? chunk : chunk.substring(0, 80) + "…";
  }
}
