package io.millrace.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How much of a request a record takes, at most: the producer compares its own estimate, which is no larger. */
final class RecordSize {

  /** A batch of one record: 61 bytes of batch, 21 of record, and some to spare. */
  static final int RECORD = 128;

  /** The lengths of a header's name and value. */
  static final int HEADER = 10;

  private RecordSize() {}

  static int of(ProducerRecord<byte[], byte[]> record) {
    int size = RECORD + length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      size += ofHeader(header.key(), header.value());
    }
    return size;
  }

  static int ofHeader(String name, byte @Nullable [] value) {
    return HEADER + name.getBytes(StandardCharsets.UTF_8).length + length(value);
  }

  static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
