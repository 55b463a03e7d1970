package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.record.KafkaRecord;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.reader.BulkFormat.RecordIterator;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final String LINES = IntStream.rangeClosed(1, 1000)
      .mapToObj(i -> "line " + i + "\n")
      .collect(Collectors.joining());

  @Test
  void numbersTheLinesAndLeavesBlankOnesOut() throws IOException {
    assertThat(read("one\r\n\n \t\nfour\nfive")).containsExactly("1 one", "4 four", "5 five");
  }

  @Test
  void goesOnAtAnyPositionWithTheSameNumbers() throws IOException {
    List<String> whole = read(LINES);
    for (int taken : List.of(0, 1, 255, 256, 257, 999, 1000)) {
      BatchedReader reader = reader(LINES);
      reader.passOver(taken);

      assertThat(rest(reader)).as("after %d", taken).isEqualTo(whole.subList(taken, whole.size()));
    }
  }

  @Test
  void saysAfterEachLineHowManyToPassOver() throws IOException {
    BatchedReader reader = reader(LINES);
    reader.readBatch();
    RecordIterator<KafkaRecord> second = Objects.requireNonNull(reader.readBatch());

    assertThat(second.next()).extracting(RecordAndPosition::getRecordSkipCount).isEqualTo(257L);
  }

  @Test
  void refusesAFileThatGotShorter() {
    assertThatThrownBy(() -> reader("only\n").passOver(2))
        .isInstanceOf(EOFException.class)
        .hasMessage("stored.jsonl has only 1 records now, but 2 were read before the failure:"
            + " it must not change while it is read");
  }

  @Test
  void keysAChunkByItsIdAndWhatIsNoneByNothing() throws IOException {
    String lines = """
        {"object":"chat.completion.chunk","choices":[{"id":"no"}],"id":"c-1"}
        {"id":7}
        {"id":"half
        """;
    InputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    LineReader reader = new LineReader("chunks.jsonl", in, LineReader.Key.ID);

    KafkaRecord first = Objects.requireNonNull(reader.next());
    assertThat(first.key()).isEqualTo("c-1".getBytes(StandardCharsets.UTF_8));
    assertThat(Objects.requireNonNull(reader.next()).key()).isNull();
    assertThat(Objects.requireNonNull(reader.next()).key()).isNull();
    assertThat(reader.next()).isNull();
  }

  private static List<String> read(String content) throws IOException {
    return rest(reader(content));
  }

  private static BatchedReader reader(String content) {
    InputStream in = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    return new BatchedReader(
        "stored.jsonl", new LineReader("stored.jsonl", in, LineReader.Key.NONE));
  }

  private static List<String> rest(BatchedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
      for (var each = batch.next(); each != null; each = batch.next()) {
        KafkaRecord line = each.getRecord();
        lines.add(line.offset() + " "
            + new String(Objects.requireNonNull(line.value()), StandardCharsets.UTF_8));
      }
    }
    return lines;
  }
}
