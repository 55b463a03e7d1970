package io.millrace.files;

import io.millrace.kafka.envelope.MessageSchema;
import io.millrace.kafka.record.KafkaRecord;
import org.apache.avro.Schema;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;

/**
 * Files as sources of records: a path is a file, or a folder of files and of those in it. A record's topic is its file, its
 * partition 0, its offset its number in the file, counted from 1. A file is read by one task; it must not change meanwhile.
 */
public final class RecordFiles {

  private RecordFiles() {}

  /** Lines as they are, without a key. Files whose name ends with {@code .gz} are unpacked. */
  public static Source<KafkaRecord, ?, ?> lines(Path... paths) {
    return source(split -> new LineReader(split.path(), LineReader.Key.NONE), paths);
  }

  /** Lines that are chat-completion chunks, for {@link io.millrace.kafka.KafkaSources#chunks}. */
  public static Source<KafkaRecord, ?, ?> chunks(Path... paths) {
    return source(split -> new LineReader(split.path(), LineReader.Key.ID), paths);
  }

  /**
   * Avro container files of envelopes, as {@link FileSinks#envelopes} writes them, for {@link
   * io.millrace.kafka.KafkaSources#envelopes}. What older and newer writers wrote is read by the schema in the file.
   */
  public static Source<KafkaRecord, ?, ?> envelopes(Class<?> payload, Path... paths) {
    String schema = MessageSchema.of(payload).toString();
    return source(
        split -> new EnvelopeReader(split.path(), new Schema.Parser().parse(schema)), paths);
  }

  private static Source<KafkaRecord, ?, ?> source(RecordReader.Opening opening, Path... paths) {
    return FileSource.forBulkFileFormat(new RecordFormat(opening), paths).build();
  }
}
