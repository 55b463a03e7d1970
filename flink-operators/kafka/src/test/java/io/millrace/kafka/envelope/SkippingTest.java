package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SkippingTest {

  private static final long MANY = 100_000_000;

  /** Found by fuzzing: a reader would have made room for all of them. */
  @ParameterizedTest
  @EnumSource(names = {"ARRAY", "MAP"})
  void aBlockThatSaysHowLongItIsHasItsElementsCountedAllTheSame(Schema.Type type)
      throws IOException {
    Schema string = Schema.create(Schema.Type.STRING);
    Schema schema =
        type == Schema.Type.ARRAY ? Schema.createArray(string) : Schema.createMap(string);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    out.writeLong(-MANY);
    out.writeLong(2);
    out.writeString("a");
    out.writeLong(0);

    assertThatThrownBy(() ->
            Skipping.skip(schema, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null)))
        .isInstanceOf(EOFException.class);
  }
}
