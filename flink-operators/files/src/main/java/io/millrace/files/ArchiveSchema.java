package io.millrace.files;

import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A topic's record in an archive. */
final class ArchiveSchema {

  private static final Schema HEADER = SchemaBuilder.record("ArchivedHeader")
      .namespace("io.millrace.files")
      .fields()
      .requiredString("name")
      .optionalBytes("value")
      .endRecord();

  static final Schema RECORD = SchemaBuilder.record("ArchivedRecord")
      .namespace("io.millrace.files")
      .doc("A record of a topic, with its place.")
      .fields()
      .requiredString("topic")
      .requiredInt("partition")
      .requiredLong("offset")
      .requiredLong("timestamp")
      .optionalBytes("key")
      .optionalBytes("value")
      .name("headers")
      .type()
      .array()
      .items(HEADER)
      .noDefault()
      .endRecord();

  /** Of a record, only where it is. */
  static final Schema PLACE = SchemaBuilder.record("ArchivedRecord")
      .namespace("io.millrace.files")
      .fields()
      .requiredString("topic")
      .requiredInt("partition")
      .requiredLong("offset")
      .endRecord();

  private ArchiveSchema() {}

  static KafkaRecord read(GenericRecord record) {
    List<DeadLetter.Header> headers = new ArrayList<>();
    for (Object each : (List<?>) record.get("headers")) {
      GenericRecord header = (GenericRecord) each;
      headers.add(new DeadLetter.Header(header.get("name").toString(), bytes(header.get("value"))));
    }
    return new KafkaRecord(
        record.get("topic").toString(),
        (Integer) record.get("partition"),
        (Long) record.get("offset"),
        (Long) record.get("timestamp"),
        bytes(record.get("key")),
        bytes(record.get("value")),
        List.copyOf(headers));
  }

  private static byte @Nullable [] bytes(@Nullable Object buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[((ByteBuffer) buffer).remaining()];
    ((ByteBuffer) buffer).duplicate().get(bytes);
    return bytes;
  }

  static ContainerWriter.Encoding<KafkaRecord> encoding() {
    GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(RECORD);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    return record -> {
      bytes.reset();
      try {
        writer.write(generic(record), encoder);
        encoder.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("an array of bytes does not fail", e);
      }
      return ByteBuffer.wrap(bytes.toByteArray());
    };
  }

  private static GenericRecord generic(KafkaRecord record) {
    List<GenericRecord> headers = new ArrayList<>();
    for (DeadLetter.Header header : record.headers()) {
      GenericRecord written = new GenericData.Record(HEADER);
      written.put("name", header.name());
      written.put("value", buffer(header.value()));
      headers.add(written);
    }
    GenericRecord written = new GenericData.Record(RECORD);
    written.put("topic", record.topic());
    written.put("partition", record.partition());
    written.put("offset", record.offset());
    written.put("timestamp", record.timestamp());
    written.put("key", buffer(record.key()));
    written.put("value", buffer(record.value()));
    written.put("headers", headers);
    return written;
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
