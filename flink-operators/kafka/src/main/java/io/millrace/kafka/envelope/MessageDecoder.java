package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages in an {@link EnvelopeFormat}. The schema a message was written with is resolved to the decoder's own:
 * today's.
 *
 * <p>Reuses its buffers: one thread at a time.
 *
 * @param <T> the payload's type
 */
public final class MessageDecoder<T> {

  /** Makes a message of the record that was read. */
  interface View<T> {
    Message<T> message(IndexedRecord read, @Nullable Origin origin) throws IOException;
  }

  private record Writer(Schema schema, DatumReader<IndexedRecord> reader) {}

  private final Schema schema;
  private final Framing framing;
  private final Function<Schema, DatumReader<IndexedRecord>> readers;
  private final View<T> view;
  private final Map<Long, Writer> writers = new HashMap<>();
  private @Nullable BinaryDecoder decoder;

  MessageDecoder(
      Schema schema,
      Framing framing,
      Function<Schema, DatumReader<IndexedRecord>> readers,
      View<T> view) {
    this.schema = schema;
    this.framing = framing;
    this.readers = readers;
    this.view = view;
  }

  /**
   * A decoder of messages with payloads of a class, in single-object encoding, that knows today's schema, released ones, and
   * these.
   *
   * @param writers schemas of messages, as {@link MessageSchema#of(Schema)} gives them
   * @throws IllegalArgumentException if Avro does not know such payloads, see {@link MessageSchema#of(Class)}
   */
  public static <T> MessageDecoder<T> of(Class<T> payload, Schema... writers) {
    return EnvelopeFormat.singleObject().decoder(payload, List.of(writers));
  }

  /** One of {@link MessageSchema}'s records. */
  @SuppressWarnings("unchecked")
  static <T> MessageDecoder<T> avro(Class<T> payload, Framing framing) {
    Schema schema = MessageSchema.of(payload);
    SpecificData data = new SpecificData(MessageEncoder.loader(payload));
    return new MessageDecoder<>(
        schema,
        framing,
        written -> (DatumReader<IndexedRecord>) data.createDatumReader(written, schema),
        MessageDecoder::message);
  }

  /** The schema it reads as. */
  public Schema schema() {
    return schema;
  }

  /**
   * The message.
   *
   * @param origin where its bytes were read; a message without a sequence needs it
   * @throws EnvelopeException if the bytes are no message, or one of an unknown schema
   * @throws io.millrace.kafka.registry.RegistryException if there is a registry that cannot be reached
   */
  public Message<T> decode(byte[] bytes, @Nullable Origin origin) throws EnvelopeException {
    Writer writer = writer(framing.key(bytes));
    try {
      requireWhole(writer.schema(), bytes);
      return view.message(writer.reader().read(null, body(bytes)), origin);
    } catch (IOException | RuntimeException e) {
      // Avro says what it does not like by many exceptions, and a message by its own.
      throw new EnvelopeException(
          "an envelope must be a " + schema.getFullName() + " but is not: " + e, e);
    }
  }

  private Writer writer(long key) throws EnvelopeException {
    Writer writer = writers.get(key);
    if (writer == null) {
      Schema written = framing.writer(key);
      writer = new Writer(written, readers.apply(written));
      writers.put(key, writer);
    }
    return writer;
  }

  private BinaryDecoder body(byte[] bytes) {
    BinaryDecoder body = DecoderFactory.get()
        .binaryDecoder(bytes, framing.header(), bytes.length - framing.header(), decoder);
    decoder = body;
    return body;
  }

  /** Avro makes room for a length before it looks whether so much is there: a flipped bit would cost gigabytes. */
  private void requireWhole(Schema written, byte[] bytes) throws IOException {
    BinaryDecoder body = body(bytes);
    Skipping.skip(written, body);
    if (!body.isEnd()) {
      throw new IOException("there are bytes after its end");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> Message<T> message(IndexedRecord read, @Nullable Origin origin) {
    return new Message<>(
        (String) read.get(MessageSchema.REQUEST_ID),
        (Integer) read.get(MessageSchema.ATTEMPT),
        (Long) read.get(MessageSchema.SEQUENCE),
        (T) read.get(MessageSchema.PAYLOAD),
        Parameters.of((Map<String, Object>) read.get(MessageSchema.PARAMETERS)),
        (Map<String, String>) read.get(MessageSchema.HEADERS),
        (Boolean) read.get(MessageSchema.LAST),
        status((IndexedRecord) read.get(MessageSchema.STATUS)),
        origin);
  }

  private static Status status(IndexedRecord read) {
    String code = read.get(MessageSchema.CODE).toString();
    return status(code, (String) read.get(MessageSchema.STATUS_MESSAGE));
  }

  static Status status(String name, String message) {
    Status.Code code = Status.Code.valueOf(name);
    return code == Status.Code.OK ? Status.OK : code.because(message);
  }
}
