package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * The records of files with their places. Flink's own formats know neither the file nor a record's number, and a record's
 * place is what orders the messages of a request. So a file is read as one piece, from its beginning: after a failure the
 * records that were taken already are counted again and passed over.
 */
record RecordFormat(RecordReader.Opening opening)
    implements BulkFormat<KafkaRecord, FileSourceSplit> {

  @Override
  public Reader<KafkaRecord> createReader(Configuration settings, FileSourceSplit split)
      throws IOException {
    return new BatchedReader(split.path().getPath(), opening.open(split));
  }

  @Override
  public Reader<KafkaRecord> restoreReader(Configuration settings, FileSourceSplit split)
      throws IOException {
    BatchedReader reader = new BatchedReader(split.path().getPath(), opening.open(split));
    reader.passOver(split
        .getReaderPosition()
        .map(CheckpointedPosition::getRecordsAfterOffset)
        .orElse(0L));
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return KafkaRecord.TYPE;
  }
}
