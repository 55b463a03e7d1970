package io.millrace.flink.types;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of the core's small values, as messages and request state hold them. */
public final class ValueBytes {

  private static final Status.Code[] CODES = Status.Code.values();

  private ValueBytes() {}

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
      headers.put(StringValue.readString(source), StringValue.readString(source));
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
    return new Origin(StringValue.readString(source), source.readInt(), source.readLong());
  }

  static Status readStatus(DataInputView source) throws IOException {
    int number = source.readByte();
    for (Status.Code code : CODES) {
      if (code.number() == number) {
        return code.because(StringValue.readString(source));
      }
    }
    throw new IOException("a status code must be 0 to 16 but was " + number);
  }
}
