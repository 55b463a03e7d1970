package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.pii.BuiltIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How many of the spans of a gold corpus are found. Opt-in: {@code -Dmillrace.gold=FOLDER} with {@code generated_small.json},
 * a list of {@code {"full_text", "spans": [{"entity_type", "start_position", "end_position"}]}}. Prints a line a type.
 */
class GoldRecallTest {

  private static final String FOLDER = System.getProperty("millrace.gold", "");

  private final ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities = StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());

  private record Gold(String text, String type, long start, long end) {}

  /** Counts of one type: spans covered by results of whatever label, and by results of their own. */
  private static final class Tally {
    private int spans;
    private int covered;
    private int underTheirLabel;
    private final List<String> missed = new ArrayList<>();
  }

  @Test
  void coversWhatHasAForm() throws IOException {
    assumeTrue(!FOLDER.isEmpty(), "no corpus was given with -Dmillrace.gold");
    Map<String, Tally> tallies = new TreeMap<>();
    for (Gold gold : read(Path.of(FOLDER, "generated_small.json"))) {
      if (BuiltIn.LABELS.contains(gold.type())) {
        count(gold, tallies.computeIfAbsent(gold.type(), type -> new Tally()));
      }
    }
    tallies.forEach((type, tally) -> System.out.printf(
        "recall %s: %d of %d covered, %d under that label; missed %s%n",
        type, tally.covered, tally.spans, tally.underTheirLabel, tally.missed));
    assertThat(tallies.values()).allSatisfy(tally -> assertThat(tally.missed).isEmpty());
  }

  private void count(Gold gold, Tally tally) {
    List<TokenClassificationResult> covering =
        entities.unaryUnary(gold.text()).getResults().stream()
            .filter(result -> result.getStart() <= gold.start() && gold.end() <= result.getEnd())
            .toList();
    tally.spans++;
    if (covering.isEmpty()) {
      tally.missed.add(gold.text()
          .substring(
              gold.text().offsetByCodePoints(0, (int) gold.start()),
              gold.text().offsetByCodePoints(0, (int) gold.end())));
      return;
    }
    tally.covered++;
    if (covering.stream().anyMatch(result -> result.getEntity().equals(gold.type()))) {
      tally.underTheirLabel++;
    }
  }

  private static List<Gold> read(Path file) throws IOException {
    List<Gold> gold = new ArrayList<>();
    for (JsonNode document : new ObjectMapper().readTree(Files.readString(file))) {
      for (JsonNode span : document.get("spans")) {
        gold.add(new Gold(
            document.get("full_text").asText(),
            span.get("entity_type").asText(),
            span.get("start_position").asLong(),
            span.get("end_position").asLong()));
      }
    }
    return gold;
  }
}
