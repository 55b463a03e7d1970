package io.millrace.files;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes an Avro container file, deflated. */
final class ContainerWriter<T> implements BulkWriter<T> {

  private static final int DEFLATE_LEVEL = 6;

  /** What of an element stands in the file. */
  interface Encoding<T> extends Function<T, ByteBuffer> {}

  /** Makes an encoding where it is used. */
  interface Recipe<T> extends Supplier<Encoding<T>>, Serializable {}

  private final DataFileWriter<Object> writer;
  private final Encoding<T> encoding;

  private ContainerWriter(Schema schema, Encoding<T> encoding, FSDataOutputStream out)
      throws IOException {
    this.encoding = encoding;
    this.writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))
        .setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL))
        .create(schema, out);
  }

  /** What makes writers of files of a schema. */
  static <T> BulkWriter.Factory<T> factory(Schema schema, Recipe<T> recipe) {
    String text = schema.toString();
    return out -> new ContainerWriter<>(new Schema.Parser().parse(text), recipe.get(), out);
  }

  @Override
  public void addElement(T element) throws IOException {
    writer.appendEncoded(encoding.apply(element));
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  /** The stream is not ours to close. */
  @Override
  public void finish() throws IOException {
    writer.flush();
  }
}
