package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.jspecify.annotations.Nullable;

/** Reads what is stored in one place, from its beginning. */
interface RecordReader extends Closeable {

  /** How to begin. */
  interface Opening extends Serializable {
    RecordReader open(FileSourceSplit split) throws IOException;
  }

  /** The next record; null behind the last. */
  @Nullable
  KafkaRecord next() throws IOException;
}
