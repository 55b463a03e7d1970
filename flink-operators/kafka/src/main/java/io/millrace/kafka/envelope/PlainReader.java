package io.millrace.kafka.envelope;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads generated records by a schema of {@link PlainSchema}'s: a string that was an enum becomes one again. */
final class PlainReader extends SpecificDatumReader<IndexedRecord> {

  private final Map<String, Schema> enums;

  PlainReader(Schema schema, SpecificData data, Map<String, Schema> enums) {
    super(schema, schema, data);
    this.enums = enums;
  }

  @Override
  protected Object readString(@Nullable Object old, Schema expected, Decoder in)
      throws IOException {
    String name = expected.getProp(PlainSchema.ENUM);
    return name == null
        ? super.readString(old, expected, in)
        : symbol(Objects.requireNonNull(enums.get(name)), in.readString());
  }

  /** A symbol that only tomorrow knows is what the enum says of such. */
  private Object symbol(Schema of, String symbol) {
    String byDefault = of.getEnumDefault();
    return getData()
        .createEnum(of.hasEnumSymbol(symbol) || byDefault == null ? symbol : byDefault, of);
  }
}
