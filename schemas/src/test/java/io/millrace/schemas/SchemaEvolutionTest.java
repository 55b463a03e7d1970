package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {
  @Test
  void readsAFinishReasonItDoesNotKnowAsError() throws IOException {
    Schema newer = finishReasonWith("OUT_OF_CREDIT");
    byte[] written = write(newer, new GenericData.EnumSymbol(newer, "OUT_OF_CREDIT"));

    assertThat(read(newer, written)).isEqualTo(FinishReason.ERROR);
  }

  private static Schema finishReasonWith(String symbol) {
    Schema known = FinishReason.getClassSchema();
    List<String> symbols = new ArrayList<>(known.getEnumSymbols());
    symbols.add(symbol);
    return Schema.createEnum(
        known.getName(), known.getDoc(), known.getNamespace(), symbols, known.getEnumDefault());
  }

  private static byte[] write(Schema schema, Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<Object>(schema).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static FinishReason read(Schema written, byte[] bytes) throws IOException {
    var reader = new SpecificDatumReader<FinishReason>(written, FinishReason.getClassSchema());
    return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
