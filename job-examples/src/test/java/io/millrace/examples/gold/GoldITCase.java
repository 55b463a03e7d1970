package io.millrace.examples.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.examples.backfill.BackfillFiles;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.SentTexts;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.produce.TranscriptFiles;
import io.millrace.schemas.TokenClassificationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what nobody here wrote through the jobs: recorded transcripts ({@code *.sse}) and texts in which others marked
 * entities, each cut at random. Both are looked for where the system properties {@value #TRANSCRIPTS} and {@value #GOLD}
 * say; {@value #SEED} says how to cut.
 */
class GoldITCase {

  private static final String TRANSCRIPTS = "millrace.transcripts";
  private static final String GOLD = "millrace.gold";
  private static final String SEED = "millrace.seed";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @Test
  void agreesWithPlainJavaOnTextsFromElsewhere() throws Exception {
    String goldFolder = System.getProperty(GOLD);
    String transcriptFolder = System.getProperty(TRANSCRIPTS);
    assumeTrue(goldFolder != null || transcriptFolder != null, "no folder was given");
    List<GoldText> gold = goldFolder == null ? List.of() : GoldText.read(Path.of(goldFolder));
    List<Transcript> transcripts = new ArrayList<>();
    if (transcriptFolder != null) {
      transcripts.addAll(TranscriptFiles.read(Path.of(transcriptFolder)));
    }
    SplittableRandom random = new SplittableRandom(Long.getLong(SEED, 1));
    gold.forEach(text -> transcripts.add(text.transcript(random)));
    Map<String, String> texts = SentTexts.of(transcripts);
    Map<String, String> lines = new TreeMap<>();

    JobOutputs live = live(transcripts, texts);
    texts.keySet().forEach(request -> lines.put(request, line(live, request)));

    assertThat(live.texts()).isEqualTo(texts);
    assertThat(live.maskedTexts()).isEqualTo(SentTexts.masked(texts));
    Path chunks = folder.resolve("chunks.jsonl");
    Files.write(chunks, chunks(transcripts));
    assertThat(backfill(chunks, RuntimeExecutionMode.STREAMING)).isEqualTo(lines);
    assertThat(backfill(chunks, RuntimeExecutionMode.BATCH)).isEqualTo(lines);
    Path wholes = folder.resolve("wholes.jsonl");
    Files.write(wholes, wholes(texts));
    assertThat(backfill(wholes, RuntimeExecutionMode.STREAMING)).isEqualTo(lines);
    System.out.printf(
        "%d texts (%d transcripts, %d gold texts) agree: plain Java, entities live, backfill"
            + " streaming and batch%n%s",
        texts.size(),
        transcripts.size() - gold.size(),
        gold.size(),
        recall(gold, live.spans()).table());
  }

  private static JobOutputs live(List<Transcript> transcripts, Map<String, String> texts)
      throws Exception {
    try (JobKafka kafka = new JobKafka()) {
      EntitiesTopics topics = kafka.topics("gold");
      JobClient running = kafka.startLive(topics);
      kafka.play(topics, transcripts, Pace.UNLIMITED);
      JobOutputs live = JobOutputs.await(kafka.properties(), topics, texts.keySet());
      running.cancel().get();
      return live;
    }
  }

  private static List<String> chunks(List<Transcript> transcripts) {
    List<String> chunks = new ArrayList<>();
    new Interleaving(transcripts, 10, Pace.UNLIMITED)
        .forEachRemaining(due -> chunks.add(due.chunk()));
    return chunks;
  }

  private static List<String> wholes(Map<String, String> texts) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      lines.add(JSON.writeValueAsString(Map.of("id", text.getKey(), "text", text.getValue())));
    }
    return lines;
  }

  /** The answers' lines by request. */
  private Map<String, String> backfill(Path input, RuntimeExecutionMode mode) throws Exception {
    Path output = Files.createTempDirectory(folder, "output");
    StreamExecutionEnvironment flink =
        FlinkSettings.environment(mode, 2, Duration.ofMillis(200), Map.of());
    new BackfillFiles(flinkPath(input), flinkPath(output)).define(flink);
    flink.execute("backfill");
    Map<String, String> lines = new TreeMap<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode answer = JSON.readTree(line);
          lines.put(answer.path("request_id").asText(), line);
        }
      }
    }
    return lines;
  }

  private static org.apache.flink.core.fs.Path flinkPath(Path path) {
    return new org.apache.flink.core.fs.Path(path.toUri());
  }

  /** The line that backfill should write of a request that the live job has answered. */
  private static String line(JobOutputs live, String request) {
    ObjectNode line = JSON.createObjectNode().put("request_id", request);
    var results = line.putArray("results");
    for (TokenClassificationResult result : live.spans().getOrDefault(request, List.of())) {
      results
          .addObject()
          .put("start", result.getStart())
          .put("end", result.getEnd())
          .put("word", result.getWord())
          .put("entity", result.getEntity())
          .put("score", result.getScore());
    }
    return line.put("masked", live.maskedTexts().get(request)).toString();
  }

  private static Recall recall(
      List<GoldText> gold, Map<String, List<TokenClassificationResult>> spans) {
    Recall recall = new Recall();
    gold.forEach(text -> recall.add(text, spans.getOrDefault(text.id(), List.of())));
    return recall;
  }
}
