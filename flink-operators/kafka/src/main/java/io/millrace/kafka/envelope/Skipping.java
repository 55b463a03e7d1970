package io.millrace.kafka.envelope;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;

/** Passes over a value without making anything of it, and refuses what a reader would run out of stack over. */
final class Skipping {

  /** How deep schemas may be nested in a value: three of them are a list in a list of values of any type. */
  static final int DEEPEST = 400;

  private Skipping() {}

  static void skip(Schema schema, Decoder in) throws IOException {
    skip(schema, in, 0);
  }

  private static void skip(Schema schema, Decoder in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("it is nested more than " + DEEPEST + " deep");
    }
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          skip(field.schema(), in, depth + 1);
        }
      }
      case UNION -> skip(schema.getTypes().get(in.readIndex()), in, depth + 1);
      case ARRAY -> skipElements(schema.getElementType(), in, depth + 1);
      case MAP -> skipEntries(schema.getValueType(), in, depth + 1);
      default -> GenericDatumReader.skip(schema, in);
    }
  }

  /** A block may say how many bytes it has, and be passed over by that: but then nobody has counted what is in it. */
  private static void skipElements(Schema element, Decoder in, int depth) throws IOException {
    for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
      for (long i = 0; i < block; i++) {
        skip(element, in, depth);
      }
    }
  }

  private static void skipEntries(Schema value, Decoder in, int depth) throws IOException {
    for (long block = in.readMapStart(); block != 0; block = in.mapNext()) {
      for (long i = 0; i < block; i++) {
        in.skipString();
        skip(value, in, depth);
      }
    }
  }
}
