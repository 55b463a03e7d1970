package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as Avro, by {@link MessageSchema}, in single-object encoding. Equal messages have equal bytes, in
 * every process, as long as their payloads have.
 *
 * <p>Reuses its buffers: one thread at a time.
 *
 * @param <T> the payload's type
 */
public final class MessageEncoder<T> {

  private final Schema schema;
  private final byte[] header;
  private final DatumWriter<MessageRecord> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private @Nullable BinaryEncoder encoder;

  private MessageEncoder(Schema schema, ClassLoader loader) {
    this.schema = schema;
    this.header = SingleObject.header(schema);
    this.writer = writer(schema, loader);
  }

  /**
   * An encoder of messages with payloads of a class.
   *
   * @throws IllegalArgumentException if Avro does not know such payloads, see {@link MessageSchema#of(Class)}
   */
  public static <T> MessageEncoder<T> of(Class<T> payload) {
    return new MessageEncoder<>(MessageSchema.of(payload), loader(payload));
  }

  static ClassLoader loader(Class<?> payload) {
    ClassLoader loader = payload.getClassLoader();
    return loader == null ? MessageEncoder.class.getClassLoader() : loader;
  }

  @SuppressWarnings("unchecked")
  private static DatumWriter<MessageRecord> writer(Schema schema, ClassLoader loader) {
    return (DatumWriter<MessageRecord>) new SpecificData(loader).createDatumWriter(schema);
  }

  /** The schema it writes with. */
  public Schema schema() {
    return schema;
  }

  /** The message's bytes; its origin is not among them. */
  public byte[] encode(Message<T> message) {
    bytes.reset();
    bytes.write(header, 0, header.length);
    try {
      BinaryEncoder to = EncoderFactory.get().binaryEncoder(bytes, encoder);
      encoder = to;
      writer.write(new MessageRecord(message, schema), to);
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes does not fail", e);
    }
    return bytes.toByteArray();
  }
}
