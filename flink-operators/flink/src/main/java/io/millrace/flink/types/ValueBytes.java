package io.millrace.flink.types;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of the core's small values, as messages and request state hold them. */
public final class ValueBytes {

  private static final Status.Code[] CODES = Status.Code.values();

  /** Room for what is of ordinary length. */
  private static final int FIRST_ROOM = 1_024;

  private ValueBytes() {}

  /** Reads as many bytes as there must be, and makes room for those that are there only. */
  public static byte[] readBytes(int length, DataInputView source) throws IOException {
    if (length < 0) {
      throw new IOException("the number of bytes must be 0 or more but was " + length);
    }
    byte[] bytes = new byte[Math.min(length, FIRST_ROOM)];
    int read = 0;
    while (true) {
      source.readFully(bytes, read, bytes.length - read);
      read = bytes.length;
      if (read == length) {
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
    }
  }

  /** Writes headers in the order of their names, so that equal headers have equal bytes. */
  public static void writeHeaders(Map<String, String> headers, DataOutputView target)
      throws IOException {
    target.writeInt(headers.size());
    for (Map.Entry<String, String> header : Message.headersInOrder(headers).entrySet()) {
      StringValue.writeString(header.getKey(), target);
      StringValue.writeString(header.getValue(), target);
    }
  }

  /** Reads headers. */
  public static Map<String, String> readHeaders(DataInputView source) throws IOException {
    int size = source.readInt();
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < size; i++) {
      headers.put(TextBytes.read(source), TextBytes.read(source));
    }
    return Message.headersInOrder(headers);
  }

  /** Writes an origin. */
  public static void writeOrigin(Origin origin, DataOutputView target) throws IOException {
    StringValue.writeString(origin.topic(), target);
    target.writeInt(origin.partition());
    target.writeLong(origin.offset());
  }

  /** Reads an origin. */
  public static Origin readOrigin(DataInputView source) throws IOException {
    return new Origin(TextBytes.read(source), source.readInt(), source.readLong());
  }

  static Status readStatus(DataInputView source) throws IOException {
    int number = source.readByte();
    for (Status.Code code : CODES) {
      if (code.number() == number) {
        return code.because(TextBytes.read(source));
      }
    }
    throw new IOException("a status code must be 0 to 16 but was " + number);
  }
}
