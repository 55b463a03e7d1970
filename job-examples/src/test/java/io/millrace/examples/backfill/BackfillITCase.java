package io.millrace.examples.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.entities.FailingOnce;
import io.millrace.examples.entities.SentTexts;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import io.millrace.files.RecordFiles;
import io.millrace.kafka.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillITCase {

  /** So many that a checkpoint is done long before the file is read. */
  private static final int COPIES = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @Test
  void givesTheSameLinesInBothModesAndFromBothForms() throws Exception {
    List<Transcript> transcripts = Completions.transcripts();
    Path chunks = Files.createDirectory(folder.resolve("chunks"));
    // Two files, in each of which completions are mixed.
    write(chunks.resolve("a.jsonl"), transcripts.subList(0, 20));
    write(chunks.resolve("b.jsonl"), transcripts.subList(20, transcripts.size()));

    List<String> ofChunks = answers(chunks, RuntimeExecutionMode.STREAMING);
    Path wholes = Files.write(folder.resolve("wholes.jsonl"), wholes(transcripts));
    List<String> ofWholes = answers(wholes, RuntimeExecutionMode.STREAMING);

    assertThat(answers(chunks, RuntimeExecutionMode.BATCH)).isEqualTo(ofChunks);
    assertThat(answers(wholes, RuntimeExecutionMode.BATCH)).isEqualTo(ofWholes);
    assertThat(ofChunks).isEqualTo(ofWholes);
    assertThat(ofChunks).hasSizeGreaterThan(transcripts.size());
  }

  @Test
  void readsHalfACharacterAlikeInBothForms() throws Exception {
    Path input = Files.writeString(folder.resolve("input.jsonl"), """
        {"id":"one","text":"a\\ud83d b"}
        {"id":"two","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"a\\ud83d b"},"finish_reason":"stop"}]}
        """);

    assertThat(lines(run(input, RuntimeExecutionMode.STREAMING), "answers"))
        .containsExactlyInAnyOrder(
            "{\"request_id\":\"one\",\"results\":[],\"masked\":\"a\uFFFD b\"}",
            "{\"request_id\":\"two\",\"results\":[],\"masked\":\"a\uFFFD b\"}");
  }

  @Test
  void keepsTheBytesOfALineThatIsNotUtf8() throws Exception {
    byte[] line = {'"', (byte) 0xFF, '"'};
    Path input = Files.write(folder.resolve("input.jsonl"), line);

    List<String> letters = lines(run(input, RuntimeExecutionMode.STREAMING), "dead-letters");

    assertThat(letters).hasSize(1);
    assertThat(JSON.readTree(letters.get(0)).get("line_base64").binaryValue()).isEqualTo(line);
  }

  @Test
  void putsBadLinesAsideAndGoesOn() throws Exception {
    Path input = Files.writeString(folder.resolve("input.jsonl"), """
        {"id":"one","text":"Write to a@example.com."}
        no JSON

        {"id":"two"}
        {"id":"","text":"x"}
        [1]
        {"id":"three","text":"Nothing here."}
        {"id":"open","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"never"}}]}
        """);

    Path output = run(input, RuntimeExecutionMode.STREAMING);

    assertThat(lines(output, "answers"))
        .containsExactly(
            "{\"request_id\":\"one\",\"results\":[{\"start\":9,\"end\":22,\"word\":\"a@example.com\",\"entity\":\"EMAIL_ADDRESS\",\"score\":0.95}],\"masked\":\"Write to [EMAIL_ADDRESS].\"}",
            "{\"request_id\":\"three\",\"results\":[],\"masked\":\"Nothing here.\"}");
    List<String> reasons = new ArrayList<>();
    for (String line : lines(output, "dead-letters")) {
      JsonNode letter = JSON.readTree(line);
      reasons.add(letter.get("first_line") + " " + letter.get("message").asText());
    }
    assertThat(reasons)
        .hasSize(5)
        .anySatisfy(
            reason -> assertThat(reason).startsWith("2 the line must be JSON but is not: "));
    assertThat(reasons)
        .contains(
            "4 text must be a string but is missing",
            "5 id must be a string that is not empty but was \"\"",
            "6 the line must be an object but was an array");
  }

  @Test
  void aTaskThatFailsInMidFileChangesNoLine() throws Exception {
    Path input = folder.resolve("long.jsonl");
    List<Transcript> many = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      for (Transcript transcript : Completions.transcripts()) {
        many.add(copy(transcript, transcript.id() + "-" + copy));
      }
    }
    write(input, many);
    List<String> undisturbed = answers(input, RuntimeExecutionMode.STREAMING);
    Path output = Files.createTempDirectory(folder, "output");
    StreamExecutionEnvironment flink = environment(RuntimeExecutionMode.STREAMING);
    FailingOnce.rearm();

    new BackfillFiles(flinkPath(input), flinkPath(output))
        .define(flink
            .fromSource(
                RecordFiles.lines(flinkPath(input)),
                WatermarkStrategy.noWatermarks(),
                "stored-lines",
                KafkaRecord.TYPE)
            .map(new FailingOnce<>())
            .returns(KafkaRecord.TYPE));
    flink.execute("failing");

    assertThat(FailingOnce.hasFailed()).isTrue();
    assertThat(lines(output, "answers")).isEqualTo(undisturbed);
    assertThat(lines(output, "dead-letters")).isEmpty();
  }

  private static Transcript copy(Transcript transcript, String id) {
    return new Transcript(
        id,
        transcript.chunks().stream()
            .map(chunk -> chunk.replace(transcript.id(), id))
            .toList());
  }

  private List<String> answers(Path input, RuntimeExecutionMode mode) throws Exception {
    return lines(run(input, mode), "answers");
  }

  private Path run(Path input, RuntimeExecutionMode mode) throws Exception {
    Path output = Files.createTempDirectory(folder, "output");
    StreamExecutionEnvironment flink = environment(mode);
    new BackfillFiles(flinkPath(input), flinkPath(output)).define(flink);
    flink.execute("backfill");
    return output;
  }

  /** Few and small buffers: most of a file is still to be read when a checkpoint is done. */
  private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
    return FlinkSettings.environment(
        mode,
        2,
        Duration.ofMillis(100),
        Map.of(
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "10 ms",
            "taskmanager.memory.segment-size",
            "4 kb",
            "taskmanager.network.memory.floating-buffers-per-gate",
            "1"));
  }

  private static org.apache.flink.core.fs.Path flinkPath(Path path) {
    return new org.apache.flink.core.fs.Path(path.toUri());
  }

  private static void write(Path file, List<Transcript> transcripts) throws IOException {
    List<String> lines = new ArrayList<>();
    new Interleaving(transcripts, 5, Pace.UNLIMITED)
        .forEachRemaining(due -> lines.add(due.chunk()));
    Files.write(file, lines);
  }

  /** The same texts, each as one line, under the id of its request. */
  private static List<String> wholes(List<Transcript> transcripts) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> text : SentTexts.of(transcripts).entrySet()) {
      lines.add(JSON.writeValueAsString(Map.of("id", text.getKey(), "text", text.getValue())));
    }
    return lines;
  }

  private static List<String> lines(Path output, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith(name)).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines.stream().sorted().toList();
  }
}
