package io.millrace.kafka.openai;

import static io.millrace.kafka.openai.ChunkTopic.choice;
import static io.millrace.kafka.openai.ChunkTopic.chunk;
import static io.millrace.kafka.openai.ChunkTopic.finished;
import static io.millrace.kafka.openai.ChunkTopic.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.record.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Partitions change readers at a restart, and what is remembered of them finds the reader that has them. */
class ChunkProgressTest {

  @Test
  void whoeverReadsAPartitionNextRemembersIt() throws Exception {
    ChunkReader first = new ChunkReader();
    ChunkReader second = new ChunkReader();
    begin(first, 0, 10);
    begin(second, 1, 20);
    List<PartitionProgress> all = snapshot(first, second);

    ChunkReader other = new ChunkReader();
    other.restore(all);
    assertThat(end(other, 1, 21)).isEqualTo(2);
    assertThat(end(other, 0, 11)).isEqualTo(2);
  }

  @Test
  void whatNobodyHasReadYetIsKeptByOneOfThem() throws Exception {
    ChunkReader before = new ChunkReader();
    begin(before, 0, 10);
    ChunkReader first = new ChunkReader();
    ChunkReader second = new ChunkReader();
    first.restore(snapshot(before));
    second.restore(snapshot(before));

    assertThat(first.progress(true)).hasSize(1);
    assertThat(second.progress(false)).isEmpty();

    ChunkReader later = new ChunkReader();
    later.restore(snapshot(first, second));
    assertThat(end(later, 0, 11)).isEqualTo(2);
  }

  @Test
  void theOneThatHasComeFurthestIsRight() throws Exception {
    ChunkReader before = new ChunkReader();
    begin(before, 0, 10);
    ChunkReader keeper = new ChunkReader();
    ChunkReader owner = new ChunkReader();
    keeper.restore(snapshot(before));
    owner.restore(snapshot(before));
    end(owner, 0, 11);

    ChunkReader later = new ChunkReader();
    later.restore(snapshot(keeper, owner));
    assertThat(end(later, 0, 12)).as("the tool call has ended before").isEqualTo(1);

    later = new ChunkReader();
    later.restore(snapshot(owner, keeper));
    assertThat(end(later, 0, 12)).as("the tool call has ended before").isEqualTo(1);
  }

  @Test
  void aReaderThatIsSetBackForgetsWhatLiesAhead() throws Exception {
    ChunkReader reader = new ChunkReader();
    begin(reader, 0, 10);

    assertThat(end(reader, 0, 5)).isEqualTo(1);
  }

  private static List<PartitionProgress> snapshot(ChunkReader... readers) {
    List<PartitionProgress> all = new ArrayList<>();
    for (ChunkReader reader : readers) {
      all.addAll(reader.progress(reader == readers[0]));
    }
    return all;
  }

  private static void begin(ChunkReader reader, int partition, long offset) throws Exception {
    read(reader, partition, offset, chunk("c" + partition, choice(0, tool(0, "{"))));
  }

  private static int end(ChunkReader reader, int partition, long offset) throws Exception {
    return read(reader, partition, offset, chunk("c" + partition, finished(0, "{}", "stop")));
  }

  private static int read(ChunkReader reader, int partition, long offset, String value)
      throws Exception {
    List<Object> messages = new ArrayList<>();
    byte[] key = ("c" + partition).getBytes(StandardCharsets.UTF_8);
    reader.read(
        new KafkaRecord(
            "t", partition, offset, 0, key, value.getBytes(StandardCharsets.UTF_8), List.of()),
        messages::add);
    return messages.size();
  }
}
