package io.millrace.flink.types;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.types.StringValue;

/**
 * Reads texts as {@link StringValue} writes them: the length and one, and each character, as numbers of seven bits a byte,
 * the lowest first, where the highest bit says that there are more. Unlike Flink's own reading it makes room for what is
 * there only, whatever the length says: one wrong bit would cost gigabytes.
 */
public final class TextBytes {

  /** Of the fifth byte of a number of 32 bits. */
  private static final int LAST_SHIFT = 28;

  private final DataInputView source;

  /** A character has a byte at least: so many can be read at once. */
  private final byte[] first;

  private int at;

  private TextBytes(byte[] first, DataInputView source) {
    this.first = first;
    this.source = source;
  }

  /**
   * The text.
   *
   * @throws IOException if there is none, or it ends before its length
   */
  public static String read(DataInputView source) throws IOException {
    long length = number(source.readUnsignedByte(), source::readUnsignedByte) - 1;
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw new IOException("a text's length must be 0 to 2147483647 but was " + length);
    }
    byte[] first = ValueBytes.readBytes((int) length, source);
    return isAscii(first)
        ? new String(first, StandardCharsets.ISO_8859_1)
        : new TextBytes(first, source).characters((int) length);
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  private String characters(int length) throws IOException {
    StringBuilder text = new StringBuilder(first.length);
    for (int i = 0; i < length; i++) {
      text.append((char) number(next(), this::next));
    }
    return text.toString();
  }

  private int next() throws IOException {
    return at < first.length ? first[at++] & 0xFF : source.readUnsignedByte();
  }

  private interface Bytes {
    int next() throws IOException;
  }

  private static long number(int begins, Bytes more) throws IOException {
    if (begins < 0x80) {
      return begins;
    }
    long number = begins & 0x7F;
    for (int shift = 7; shift <= LAST_SHIFT; shift += 7) {
      int next = more.next();
      number |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw new IOException("a number of a text must have no more than 5 bytes but has");
  }
}
