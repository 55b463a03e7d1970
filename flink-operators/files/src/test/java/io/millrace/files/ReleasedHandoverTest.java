package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.record.KafkaRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.source.hybrid.HybridSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.connector.file.src.PendingSplitsCheckpointSerializer;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What releases left of a source of an archive that goes over to its topic, stopped within the archive, is read: the split
 * with its place, and the seam beside the files to come. {@code -Dmillrace.release=VERSION} leaves today's first.
 */
class ReleasedHandoverTest {

  private static final Path RELEASED = Path.of("src/test/resources/io/millrace/files/released");
  private static final String HANDOVER = "handover.bin";

  private static final org.apache.flink.core.fs.Path NONE =
      new org.apache.flink.core.fs.Path("file:/archive/none");

  private static final FileSourceSplit BEGUN = split("t/0", new CheckpointedPosition(120, 7));
  private static final FileSourceSplit WAITS = split("t/1", null);
  private static final Map<TopicPartition, Long> SEAM =
      Map.of(new TopicPartition("t", 0), 41L, new TopicPartition("t", 1), 1L << 40);

  private static FileSourceSplit split(String name, @Nullable CheckpointedPosition position) {
    return new FileSourceSplit(
        name,
        new org.apache.flink.core.fs.Path("file:/archive/" + name + "/records.avro"),
        0,
        1_000,
        5,
        1_000,
        new String[0],
        position);
  }

  private static SimpleVersionedSerializer<HybridSourceSplit> splits() {
    Source<KafkaRecord, ?, ?> source =
        Handover.of(RecordFiles.lines(NONE), KafkaInput.of("localhost:9092", "g", "t"), SEAM);
    return ((RestoredWhole) source).getSplitSerializer();
  }

  private static SimpleVersionedSerializer<OffsetsState<PendingSplitsCheckpoint<FileSourceSplit>>>
      states() {
    return new OffsetsState.Serializer<>(
        new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE));
  }

  @BeforeAll
  static void release() throws Exception {
    String version = System.getProperty("millrace.release");
    if (version == null) {
      return;
    }
    Path folder = Files.createDirectories(RELEASED.resolve("v" + version));
    Path file = Files.createFile(folder.resolve(HANDOVER));
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      HybridSourceSplit split = new HybridSourceSplit(
          0,
          FileSourceSplitSerializer.INSTANCE.serialize(BEGUN),
          FileSourceSplitSerializer.INSTANCE.getVersion(),
          BEGUN.splitId());
      write(out, SimpleVersionedSerialization.writeVersionAndSerialize(splits(), split));
      OffsetsState<PendingSplitsCheckpoint<FileSourceSplit>> state =
          new OffsetsState<>(SEAM, PendingSplitsCheckpoint.fromCollectionSnapshot(List.of(WAITS)));
      write(out, SimpleVersionedSerialization.writeVersionAndSerialize(states(), state));
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(file -> file.endsWith(HANDOVER)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void theSplitUnderWayAndTheSeamAreRead(Path file) throws Exception {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      HybridSourceSplit split =
          SimpleVersionedSerialization.readVersionAndDeSerialize(splits(), read(in));
      assertThat(split.sourceIndex()).isZero();
      assertSame(
          FileSourceSplitSerializer.INSTANCE.deserialize(
              split.wrappedSplitSerializerVersion(), split.wrappedSplitBytes()),
          BEGUN);
      OffsetsState<PendingSplitsCheckpoint<FileSourceSplit>> state =
          SimpleVersionedSerialization.readVersionAndDeSerialize(states(), read(in));
      assertThat(state.offsets()).isEqualTo(SEAM);
      assertThat(state.enumerator().getSplits())
          .singleElement()
          .satisfies(waits -> assertSame(waits, WAITS));
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static void assertSame(FileSourceSplit split, FileSourceSplit other) {
    assertThat(split.splitId()).isEqualTo(other.splitId());
    assertThat(split.path()).isEqualTo(other.path());
    assertThat(split.getReaderPosition()).isEqualTo(other.getReaderPosition());
    assertThat(split.length()).isEqualTo(other.length());
  }
}
