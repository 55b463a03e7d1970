package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the envelopes of a container file, whichever schema it was written with: the file has it. They are given on with
 * today's, as a topic would.
 */
final class EnvelopeReader implements RecordReader {

  private final String name;
  private final Container container;
  private final BinaryMessageEncoder<GenericRecord> encoder;

  EnvelopeReader(Path file, Schema schema) throws IOException {
    this.name = file.getPath();
    this.container = new Container(file, schema);
    this.encoder = new BinaryMessageEncoder<>(GenericData.get(), schema);
  }

  @Override
  public @Nullable KafkaRecord next() throws IOException {
    GenericRecord envelope = container.next();
    if (envelope == null) {
      return null;
    }
    ByteBuffer encoded = encoder.encode(envelope);
    byte[] value = new byte[encoded.remaining()];
    encoded.get(value);
    byte[] key = envelope.get("request_id").toString().getBytes(StandardCharsets.UTF_8);
    return new KafkaRecord(name, 0, container.taken(), -1, key, value, List.of());
  }

  @Override
  public void close() throws IOException {
    container.close();
  }
}
