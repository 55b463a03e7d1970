package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages as {@link MessageEncoder} writes them. The schema a message was written with is found by its fingerprint
 * among those the decoder knows, and resolved to its own: today's.
 *
 * <p>Reuses its buffers: one thread at a time.
 *
 * @param <T> the payload's type
 */
public final class MessageDecoder<T> {

  private record Writer(Schema schema, DatumReader<IndexedRecord> reader) {}

  private final Schema schema;
  private final SpecificData data;
  private final Map<Long, Writer> writers = new TreeMap<>();
  private @Nullable BinaryDecoder decoder;

  private MessageDecoder(Schema schema, ClassLoader loader) {
    this.schema = schema;
    this.data = new SpecificData(loader);
    know(schema);
  }

  /**
   * A decoder of messages with payloads of a class, that knows the schema of today's.
   *
   * @throws IllegalArgumentException if Avro does not know such payloads, see {@link MessageSchema#of(Class)}
   */
  public static <T> MessageDecoder<T> of(Class<T> payload) {
    return new MessageDecoder<>(MessageSchema.of(payload), MessageEncoder.loader(payload));
  }

  /** Makes the schemas of other writers known: those of messages, as {@link MessageSchema#of(Schema)} gives them. */
  public MessageDecoder<T> knowing(List<Schema> messages) {
    messages.forEach(this::know);
    return this;
  }

  private void know(Schema written) {
    writers.put(SingleObject.fingerprint(written), new Writer(written, reader(written)));
  }

  @SuppressWarnings("unchecked")
  private DatumReader<IndexedRecord> reader(Schema written) {
    return (DatumReader<IndexedRecord>) data.createDatumReader(written, schema);
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
   */
  public Message<T> decode(byte[] bytes, @Nullable Origin origin) throws EnvelopeException {
    Writer writer = writer(SingleObject.fingerprint(bytes));
    try {
      requireWhole(writer.schema(), bytes);
      IndexedRecord read = writer.reader().read(null, body(bytes));
      return message(read, origin);
    } catch (IOException | RuntimeException e) {
      // Avro says what it does not like by many exceptions, and a message by its own.
      throw new EnvelopeException(
          "an envelope must be a " + schema.getFullName() + " but is not: " + e, e);
    }
  }

  private Writer writer(long fingerprint) throws EnvelopeException {
    Writer writer = writers.get(fingerprint);
    if (writer == null) {
      throw new EnvelopeException(
          "an envelope must be written with a schema that is known but its fingerprint is "
              + hex(fingerprint) + "; known are "
              + writers.entrySet().stream()
                  .map(known ->
                      hex(known.getKey()) + " (" + known.getValue().schema().getFullName() + ")")
                  .collect(Collectors.joining(", ")),
          null);
    }
    return writer;
  }

  private static String hex(long fingerprint) {
    return String.format("%016x", fingerprint);
  }

  private BinaryDecoder body(byte[] bytes) {
    BinaryDecoder body = DecoderFactory.get()
        .binaryDecoder(bytes, SingleObject.HEADER, bytes.length - SingleObject.HEADER, decoder);
    decoder = body;
    return body;
  }

  /** Avro makes room for a length before it looks whether so much is there: a flipped bit would cost gigabytes. */
  private void requireWhole(Schema written, byte[] bytes) throws IOException {
    BinaryDecoder body = body(bytes);
    GenericDatumReader.skip(written, body);
    if (!body.isEnd()) {
      throw new IOException("there are bytes after its end");
    }
  }

  @SuppressWarnings("unchecked")
  private Message<T> message(IndexedRecord read, @Nullable Origin origin) {
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
    Status.Code code = Status.Code.valueOf(read.get(MessageSchema.CODE).toString());
    return code == Status.Code.OK
        ? Status.OK
        : code.because((String) read.get(MessageSchema.STATUS_MESSAGE));
  }
}
