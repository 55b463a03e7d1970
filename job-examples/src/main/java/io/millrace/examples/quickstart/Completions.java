package io.millrace.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.examples.produce.Transcript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The completions that the quickstart plays: written for it, in many languages, with personal data that belongs to nobody
 * (example domains, numbers reserved for fiction and documentation, test cards). The resource holds them whole, as a
 * model server answers without streaming; they are cut here.
 */
public final class Completions {

  private static final String RESOURCE = "completions.jsonl";

  private Completions() {}

  /** All of them, each cut into chunks. */
  public static List<Transcript> transcripts() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Transcript> transcripts = new ArrayList<>();
    for (String line : lines()) {
      JsonNode completion = json.readTree(line);
      transcripts.add(new Transcript(
          completion.get("id").textValue(), new ChunkWriter(json, completion).chunks()));
    }
    return transcripts;
  }

  private static List<String> lines() throws IOException {
    InputStream resource =
        Objects.requireNonNull(Completions.class.getResourceAsStream(RESOURCE), RESOURCE);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
