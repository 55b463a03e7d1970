package io.millrace.files;

import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.record.KafkaRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of topics in files, with all they had there: place, timestamp, key, value and headers. What is decoded from an
 * archive is what was decoded from the topic.
 *
 * <p>Each partition has a folder, {@code TOPIC/PARTITION}, of Avro container files. It is read by one task, in the order of
 * the offsets. Which files it has, and where they end, is looked up when the job is built; they are read for that once.
 */
public final class RecordArchive {

  private final List<ArchivedPartition> partitions;

  private RecordArchive(List<ArchivedPartition> partitions) {
    this.partitions = partitions;
  }

  /**
   * The archive in a folder.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RecordArchive in(Path folder) {
    try {
      List<ArchivedPartition> found = ArchivedPartition.in(folder);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "an archive must have a folder for each partition but " + folder + " has none");
      }
      return new RecordArchive(found);
    } catch (IOException e) {
      throw new UncheckedIOException("the archive in " + folder + " cannot be read", e);
    }
  }

  /**
   * Writes an archive: records of {@link io.millrace.kafka.KafkaSources#records}, exactly once; a file is there when the
   * checkpoint after its records is done. Nothing may shuffle them before.
   */
  public static FileSink<KafkaRecord> sink(Path folder) {
    return FileSink.forBulkFormat(
            folder, ContainerWriter.factory(ArchiveSchema.RECORD, ArchiveSchema::encoding))
        .withBucketAssigner(new ByPartition())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig("records", ".avro"))
        .build();
  }

  private static final class ByPartition implements BucketAssigner<KafkaRecord, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(KafkaRecord record, Context context) {
      return record.topic() + "/" + record.partition();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** The archived records. */
  public Source<KafkaRecord, ?, ?> records() {
    return source();
  }

  /** The offset behind the last archived one, by partition. */
  public Map<TopicPartition, Long> nextOffsets() {
    Map<TopicPartition, Long> next = new HashMap<>();
    partitions.forEach(each ->
        next.merge(new TopicPartition(each.topic(), each.partition()), each.next(), Math::max));
    return next;
  }

  /**
   * The archived records, and then those of the topics that were not archived: without a gap and without an overlap. A
   * partition that is not in the archive is read from its first record. Where the archive ends is looked up once, and kept
   * in checkpoints and savepoints. If a topic no longer has what comes behind the archive, the job fails, and says so.
   */
  public Source<KafkaRecord, ?, ?> thenKafka(KafkaInput live) {
    return Handover.of(source(), live, nextOffsets());
  }

  private FileSource<KafkaRecord> source() {
    ArrayList<ArchivedPartition> all = new ArrayList<>(partitions);
    Path[] folders = all.stream().map(each -> new Path(each.folder())).toArray(Path[]::new);
    return FileSource.forBulkFileFormat(new RecordFormat(RecordArchive::open), folders)
        .setFileEnumerator(
            () -> (paths, splits) -> all.stream().map(ArchivedPartition::split).toList())
        .build();
  }

  private static RecordReader open(FileSourceSplit split) throws IOException {
    return new ArchiveReader(ArchivedPartition.files(split));
  }
}
