package io.millrace.kafka.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: two bytes of marker, eight of the schema's fingerprint, and the body.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">the specification</a>
 */
final class SingleObject {

  static final int HEADER = 10;

  private static final short MARKER = (short) 0xC301;

  private SingleObject() {}

  static byte[] header(Schema schema) {
    return ByteBuffer.allocate(HEADER)
        .putShort(MARKER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(fingerprint(schema))
        .array();
  }

  static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** The fingerprint of the schema that something was written with. */
  static long fingerprint(byte[] bytes) throws EnvelopeException {
    if (bytes.length < HEADER) {
      throw new EnvelopeException(
          "an envelope must have at least " + HEADER + " bytes but has " + bytes.length, null);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    short marker = header.getShort();
    if (marker != MARKER) {
      throw new EnvelopeException(
          "an envelope must begin with the bytes c3 01 but begins with "
              + String.format("%02x %02x", bytes[0], bytes[1]),
          null);
    }
    return header.order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  static boolean isMarked(byte[] bytes) {
    return bytes.length >= HEADER && ByteBuffer.wrap(bytes).getShort() == MARKER;
  }
}
