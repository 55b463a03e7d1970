package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.jspecify.annotations.Nullable;

/** Reads records some at a time. A position is the number of records given out before it, counted from the beginning. */
final class BatchedReader implements BulkFormat.Reader<KafkaRecord> {

  private static final int BATCH_RECORDS = 256;
  private static final int BATCH_BYTES = 1 << 20;

  private final String name;
  private final RecordReader records;
  private long given;

  BatchedReader(String name, RecordReader records) {
    this.name = name;
    this.records = records;
  }

  /** Reads so many records again that were given out before a failure. */
  void passOver(long wanted) throws IOException {
    while (given < wanted) {
      if (records.next() == null) {
        throw new EOFException(name + " has only " + given + " records now, but " + wanted
            + " were read before the failure: it must not change while it is read");
      }
      given++;
    }
  }

  @Override
  public BulkFormat.@Nullable RecordIterator<KafkaRecord> readBatch() throws IOException {
    List<KafkaRecord> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < BATCH_RECORDS && bytes < BATCH_BYTES) {
      KafkaRecord record = records.next();
      if (record == null) {
        break;
      }
      batch.add(record);
      byte[] value = record.value();
      bytes += value == null ? 0 : value.length;
    }
    if (batch.isEmpty()) {
      return null;
    }
    ArrayResultIterator<KafkaRecord> iterator = new ArrayResultIterator<>();
    iterator.set(
        batch.toArray(KafkaRecord[]::new), batch.size(), CheckpointedPosition.NO_OFFSET, given);
    given += batch.size();
    return iterator;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
