package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;

/**
 * Writes messages in an {@link EnvelopeFormat}. Equal messages have equal bytes, in every process, as long as their payloads
 * have.
 *
 * <p>Reuses its buffers: one thread at a time.
 *
 * @param <T> the payload's type
 */
public final class MessageEncoder<T> {

  /** Writes what follows the header. */
  interface Body {
    void write(Message<?> message, OutputStream to) throws IOException;
  }

  private final Schema schema;
  private final byte[] header;
  private final Body body;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  MessageEncoder(Schema schema, byte[] header, Body body) {
    this.schema = schema;
    this.header = header;
    this.body = body;
  }

  /**
   * An encoder of messages with payloads of a class, in single-object encoding.
   *
   * @throws IllegalArgumentException if Avro does not know such payloads, see {@link MessageSchema#of(Class)}
   */
  public static <T> MessageEncoder<T> of(Class<T> payload) {
    return EnvelopeFormat.singleObject().encoder(payload, "");
  }

  /** One of {@link MessageSchema}'s records behind a header. */
  @SuppressWarnings("unchecked")
  static <T> MessageEncoder<T> avro(Class<T> payload, byte[] header) {
    Schema schema = MessageSchema.of(payload);
    DatumWriter<IndexedRecord> writer =
        (DatumWriter<IndexedRecord>) new SpecificData(loader(payload)).createDatumWriter(schema);
    return new MessageEncoder<>(
        schema, header, new AvroBody(writer, message -> new MessageRecord(message, schema)));
  }

  static ClassLoader loader(Class<?> payload) {
    ClassLoader loader = payload.getClassLoader();
    return loader == null ? MessageEncoder.class.getClassLoader() : loader;
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
      body.write(message, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes does not fail", e);
    }
    return bytes.toByteArray();
  }
}
