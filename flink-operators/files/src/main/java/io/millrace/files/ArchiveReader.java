package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads a partition's files one after the other. A record that was archived twice is read once. */
final class ArchiveReader implements RecordReader {

  private final Iterator<Path> files;
  private @Nullable Container current;
  private @Nullable KafkaRecord last;

  ArchiveReader(List<Path> files) {
    this.files = files.iterator();
  }

  @Override
  public @Nullable KafkaRecord next() throws IOException {
    while (true) {
      Container container = current;
      if (container == null) {
        if (!files.hasNext()) {
          return null;
        }
        current = new Container(files.next(), ArchiveSchema.RECORD);
        continue;
      }
      GenericRecord read = container.next();
      if (read == null) {
        close();
      } else if (isNew(ArchiveSchema.read(read))) {
        return last;
      }
    }
  }

  private boolean isNew(KafkaRecord record) throws IOException {
    KafkaRecord before = last;
    if (before != null
        && !(before.topic().equals(record.topic()) && before.partition() == record.partition())) {
      throw new IOException(
          "a folder of an archive must hold records of one partition but has those" + " of "
              + before.origin() + " and " + record.origin());
    }
    if (before != null && record.offset() <= before.offset()) {
      return false;
    }
    last = record;
    return true;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
