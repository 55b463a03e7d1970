package io.millrace.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageSchema;
import io.millrace.kafka.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {

  @TempDir
  private Path folder;

  @Test
  void readsEnvelopesOfAWriterWhoKnewFewerFieldsAndMore() throws Exception {
    Schema writers = new Schema.Parser().parse("""
        {"type":"record","name":"StringMessage","namespace":"io.millrace.envelope","fields":[
        {"name":"request_id","type":"string"},{"name":"sequence","type":"long"},
        {"name":"colour","type":"string"},{"name":"payload","type":["null","string"]}]}""");
    Path file = folder.resolve("old.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(writers))) {
      writer.create(writers, file.toFile());
      GenericRecord envelope = new GenericData.Record(writers);
      envelope.put("request_id", "r");
      envelope.put("sequence", 3L);
      envelope.put("colour", "red");
      envelope.put("payload", "hello");
      writer.append(envelope);
    }

    EnvelopeReader reader = new EnvelopeReader(path(file), MessageSchema.of(String.class));
    KafkaRecord record = Objects.requireNonNull(reader.next());
    Message<String> message = MessageDecoder.of(String.class)
        .decode(Objects.requireNonNull(record.value()), record.origin());

    assertThat(message)
        .isEqualTo(Message.of("r", 3, "hello").withOrigin(new Origin(path(file).getPath(), 0, 1)));
    assertThat(record.key()).isEqualTo("r".getBytes(UTF_8));
    assertThat(reader.next()).isNull();
  }

  @Test
  void anArchiveKeepsAllThatARecordHad() throws Exception {
    KafkaRecord full = new KafkaRecord(
        "t",
        1,
        7,
        1_000,
        new byte[] {1},
        new byte[] {2, 3},
        List.of(new DeadLetter.Header("h", new byte[] {4}), new DeadLetter.Header("none", null)));
    KafkaRecord bare = new KafkaRecord("t", 1, 9, -1, null, null, List.of());
    archive("a", full, bare);

    assertThat(read()).usingRecursiveComparison().isEqualTo(List.of(full, bare));
    assertThat(RecordArchive.in(path(folder)).nextOffsets())
        .containsExactly(java.util.Map.entry(new TopicPartition("t", 1), 10L));
  }

  @Test
  void readsFilesByTheirOffsetsAndWhatIsThereTwiceOnce() throws Exception {
    archive("b", record(5), record(6), record(7));
    archive("c", record(0), record(1));
    archive("a", record(2), record(3), record(4), record(5));
    archive(".hidden", record(8));

    assertThat(read())
        .extracting(KafkaRecord::offset)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void leavesOutTheFilesThatCameAfterTheJobBegan() throws Exception {
    archive("a", record(0), record(1));
    FileSourceSplit split = ArchivedPartition.in(path(folder)).get(0).split();
    archive("b", record(2));

    assertThat(read(split)).extracting(KafkaRecord::offset).containsExactly(0L, 1L);
  }

  @Test
  void refusesAFolderOfTwoPartitions() throws Exception {
    archive("a", record(0), new KafkaRecord("t", 2, 1, -1, null, null, List.of()));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("a folder of an archive must hold records of one partition but has those of"
            + " t-1@0 and t-2@1");
  }

  @Test
  void namesTheFileThatIsBrokenAndWhere() throws Exception {
    Path file = archive("a", record(0), record(1));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));

    assertThatThrownBy(() -> RecordArchive.in(path(folder)))
        .hasMessage("the archive in " + path(folder) + " cannot be read")
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("Avro file " + path(file) + " cannot be read behind record 0:"
            + " java.io.EOFException: the last block is not whole");
  }

  @Test
  void saysThatThereIsNoArchive() {
    assertThatThrownBy(() -> RecordArchive.in(path(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an archive must have a folder for each partition but " + path(folder) + " has none");
  }

  private static KafkaRecord record(long offset) {
    return new KafkaRecord("t", 1, offset, -1, null, null, List.of());
  }

  private Path archive(String name, KafkaRecord... records) throws IOException {
    Path file = folder.resolve(name + ".avro");
    org.apache.flink.core.fs.Path target = path(file);
    try (FSDataOutputStream out = target.getFileSystem().create(target, WriteMode.NO_OVERWRITE)) {
      var writer = ContainerWriter.<KafkaRecord>factory(
              ArchiveSchema.RECORD, ArchiveSchema::encoding)
          .create(out);
      for (KafkaRecord record : records) {
        writer.addElement(record);
      }
      writer.finish();
    }
    return file;
  }

  private List<KafkaRecord> read() throws IOException {
    return read(ArchivedPartition.in(path(folder)).get(0).split());
  }

  private static List<KafkaRecord> read(FileSourceSplit split) throws IOException {
    List<KafkaRecord> records = new ArrayList<>();
    try (ArchiveReader reader = new ArchiveReader(ArchivedPartition.files(split))) {
      for (KafkaRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
    }
    return records;
  }

  private static org.apache.flink.core.fs.Path path(Path path) {
    return new org.apache.flink.core.fs.Path(path.toUri());
  }
}
