package io.millrace.kafka.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: two bytes of marker, eight of the schema's fingerprint, and the body.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">the specification</a>
 */
record SingleObject() implements EnvelopeFormat {

  static final int HEADER = 10;

  private static final short MARKER = (short) 0xC301;

  @Override
  public Schema schema(Class<?> payload) {
    return MessageSchema.of(payload);
  }

  @Override
  public <T> MessageEncoder<T> encoder(Class<T> payload, String topic) {
    return MessageEncoder.avro(payload, header(schema(payload)));
  }

  @Override
  public <T> MessageDecoder<T> decoder(Class<T> payload, List<Schema> writers) {
    Known known = new Known();
    known.add(schema(payload));
    ReleasedSchemas.messages(payload).forEach(known::add);
    writers.forEach(known::add);
    return MessageDecoder.avro(payload, known);
  }

  static byte[] header(Schema schema) {
    return ByteBuffer.allocate(HEADER)
        .putShort(MARKER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(fingerprint(schema))
        .array();
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** The fingerprint of the schema that something was written with. */
  static long fingerprint(byte[] bytes) throws EnvelopeException {
    if (bytes.length < HEADER) {
      throw new EnvelopeException(
          "an envelope must have at least " + HEADER + " bytes but has " + bytes.length, null);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getShort() != MARKER) {
      throw new EnvelopeException(
          "an envelope must begin with the bytes c3 01 but begins with "
              + String.format("%02x %02x", bytes[0], bytes[1]),
          null);
    }
    return header.order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** The schemas that are known, by their fingerprints. */
  private record Known(Map<Long, Schema> schemas) implements Framing {

    Known() {
      this(new TreeMap<>());
    }

    void add(Schema schema) {
      schemas.putIfAbsent(fingerprint(schema), schema);
    }

    @Override
    public int header() {
      return HEADER;
    }

    @Override
    public long key(byte[] bytes) throws EnvelopeException {
      return fingerprint(bytes);
    }

    @Override
    public Schema writer(long key) throws EnvelopeException {
      Schema schema = schemas.get(key);
      if (schema == null) {
        throw new EnvelopeException(
            "an envelope must be written with a schema that is known but its fingerprint is "
                + hex(key) + "; known are "
                + schemas.entrySet().stream()
                    .map(known -> hex(known.getKey()) + " (" + known.getValue().getFullName() + ")")
                    .collect(Collectors.joining(", ")),
            null);
      }
      return schema;
    }

    private static String hex(long fingerprint) {
      return String.format("%016x", fingerprint);
    }
  }

  static boolean isMarked(byte[] bytes) {
    return bytes.length >= HEADER && ByteBuffer.wrap(bytes).getShort() == MARKER;
  }
}
