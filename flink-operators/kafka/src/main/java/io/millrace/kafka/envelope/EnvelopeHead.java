package io.millrace.kafka.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * How the bytes of any message in single-object encoding begin. Every schema of messages has the request's id and the
 * attempt in front, so neither the payload's class nor the writer's schema is needed to read them, or to write another
 * attempt in place of the one that is there.
 *
 * @param requestId the request
 * @param attempt its attempt
 * @param before how many bytes there are before the attempt
 * @param after where the bytes behind it begin
 */
public record EnvelopeHead(String requestId, int attempt, int before, int after) {

  /** Whether bytes are in single-object encoding. */
  public static boolean begins(byte[] bytes) {
    return SingleObject.isMarked(bytes);
  }

  /**
   * Reads it.
   *
   * @throws EnvelopeException if the bytes are no message
   */
  public static EnvelopeHead of(byte[] bytes) throws EnvelopeException {
    long unused = SingleObject.fingerprint(bytes);
    int length = bytes.length - SingleObject.HEADER;
    BinaryDecoder body =
        DecoderFactory.get().binaryDecoder(bytes, SingleObject.HEADER, length, null);
    try {
      String requestId = requestId(body, length);
      int before = bytes.length - body.inputStream().available();
      int attempt = body.readInt();
      if (attempt < 0) {
        throw new IOException("its attempt is " + attempt);
      }
      return new EnvelopeHead(
          requestId, attempt, before, bytes.length - body.inputStream().available());
    } catch (IOException | RuntimeException e) {
      throw new EnvelopeException("an envelope must begin as messages do but does not: " + e, e);
    }
  }

  /** Avro makes room for a length before it looks whether so much is there. */
  private static String requestId(BinaryDecoder body, int most) throws IOException {
    long length = body.readLong();
    if (length < 0 || length > most) {
      throw new IOException("its request's id has " + length + " bytes");
    }
    byte[] id = new byte[(int) length];
    body.readFixed(id);
    return new String(id, UTF_8);
  }

  /** The same message with another attempt; {@code bytes} are those this was read from. */
  public byte[] withAttempt(byte[] bytes, int newAttempt) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 5);
    out.write(bytes, 0, before);
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      encoder.writeInt(newAttempt);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes does not fail", e);
    }
    out.write(bytes, after, bytes.length - after);
    return out.toByteArray();
  }
}
