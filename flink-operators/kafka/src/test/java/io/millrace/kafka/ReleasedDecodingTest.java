package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The decoding step goes on from what releases left of it, in the middle of completions; {@code -Dmillrace.release=VERSION}
 * leaves today's first. It keeps operator state, which is the same on every backend.
 */
class ReleasedDecodingTest {

  private static final Path RELEASED = Path.of("src/test/resources/io/millrace/kafka/released");
  private static final String CHUNKS = "chunks.state";

  private static final String TEXT = """
      {"id":"%s","choices":[{"index":0,"delta":{"content":"%s"}}]}""";
  private static final String TOOL = """
      {"id":"%s","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]}}]}""";
  private static final String FINISH = """
      {"id":"%s","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";

  @BeforeAll
  static void release() throws Exception {
    String version = System.getProperty("millrace.release");
    if (version == null) {
      return;
    }
    Path folder = Files.createDirectories(RELEASED.resolve("v" + version));
    Path file = Files.createFile(folder.resolve(CHUNKS));
    var operator = open(null);
    read(operator, 0, "c", TEXT.formatted("c", "Half a \\ud83d"));
    read(operator, 1, "c", TOOL.formatted("c"));
    read(operator, 2, "d", TEXT.formatted("d", "other"));
    OperatorSnapshotUtil.writeStateHandle(operator.snapshot(1, 1), file.toString());
    operator.close();
  }

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(file -> file.endsWith(CHUNKS)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void completionsUnderWayGoOnAndEndWithAllTheirTexts(Path file) throws Exception {
    var operator = open(OperatorSnapshotUtil.readStateHandle(file.toString()));
    read(operator, 3, "c", TEXT.formatted("c", "\\ude00 emoji"));
    read(operator, 4, "c", FINISH.formatted("c"));
    assertThat(operator.extractOutputValues())
        .extracting(ReleasedDecodingTest::said)
        .containsExactly("c 😀 emoji", "c last", "c/tool-0 last");
    operator.close();
  }

  private static String said(Message<GeneratedTextStreamResult> message) {
    return message.requestId() + " "
        + (message.last() ? "last" : Objects.requireNonNull(message.payload()).getGeneratedText());
  }

  private static OneInputStreamOperatorTestHarness<KafkaRecord, Message<GeneratedTextStreamResult>>
      open(@Nullable OperatorSubtaskState state) throws Exception {
    OneInputStreamOperatorTestHarness<KafkaRecord, Message<GeneratedTextStreamResult>> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new ChunkFunction("chunks", new OutputTag<>("dead", DeadLetter.TYPE))),
            4,
            1,
            0);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static void read(
      OneInputStreamOperatorTestHarness<KafkaRecord, Message<GeneratedTextStreamResult>> operator,
      long offset,
      String key,
      String value)
      throws Exception {
    KafkaRecord record =
        new KafkaRecord("t", 0, offset, 0, key.getBytes(UTF_8), value.getBytes(UTF_8), List.of());
    operator.processElement(record, 1_000 + offset);
  }
}
