package io.millrace.kafka.envelope;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes a generated record by a schema of {@link PlainSchema}'s: a union is a value or null, and an enum its name. */
final class PlainWriter extends GenericDatumWriter<IndexedRecord> {

  PlainWriter(Schema schema) {
    super(schema);
  }

  @Override
  protected int resolveUnion(Schema union, @Nullable Object value) {
    return value == null ? 0 : 1;
  }

  @Override
  protected void writeString(Object value, Encoder out) throws IOException {
    super.writeString(value.toString(), out);
  }
}
