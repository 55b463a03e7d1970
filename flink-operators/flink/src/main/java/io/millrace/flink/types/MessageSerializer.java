package io.millrace.flink.types;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Serializes a message as one byte of flags, what every message has (request id, sequence), and what the flags say is
 * there. A token in the middle of a stream costs 11 bytes more than its request id and payload.
 */
public final class MessageSerializer<T> extends ValueSerializer<Message<T>> {

  private static final long serialVersionUID = 1L;

  private static final int PAYLOAD = 1;
  private static final int LAST = 1 << 1;
  private static final int ATTEMPT = 1 << 2;
  private static final int PARAMETERS = 1 << 3;
  private static final int HEADERS = 1 << 4;
  private static final int STATUS = 1 << 5;
  private static final int ORIGIN = 1 << 6;

  private final TypeSerializer<T> payload;

  /** Given the payload's serializer. */
  public MessageSerializer(TypeSerializer<T> payload) {
    this.payload = payload;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(payload);
  }

  @Override
  public TypeSerializer<Message<T>> duplicate() {
    return new MessageSerializer<>(payload.duplicate());
  }

  @Override
  public void serialize(Message<T> message, DataOutputView target) throws IOException {
    int flags = flags(message);
    target.writeByte(flags);
    StringValue.writeString(message.requestId(), target);
    target.writeLong(message.sequence());
    if ((flags & ATTEMPT) != 0) {
      target.writeInt(message.attempt());
    }
    if ((flags & PARAMETERS) != 0) {
      ParametersSerializer.INSTANCE.serialize(message.parameters(), target);
    }
    if ((flags & HEADERS) != 0) {
      ValueBytes.writeHeaders(message.headers(), target);
    }
    if ((flags & STATUS) != 0) {
      target.writeByte(message.status().code().number());
      StringValue.writeString(message.status().message(), target);
    }
    Origin origin = message.origin();
    if (origin != null) {
      ValueBytes.writeOrigin(origin, target);
    }
    T element = message.payload();
    if (element != null) {
      payload.serialize(element, target);
    }
  }

  private static int flags(Message<?> message) {
    return (message.hasPayload() ? PAYLOAD : 0)
        | (message.last() ? LAST : 0)
        | (message.attempt() == 0 ? 0 : ATTEMPT)
        | (message.parameters().isEmpty() ? 0 : PARAMETERS)
        | (message.headers().isEmpty() ? 0 : HEADERS)
        | (message.status().isOk() ? 0 : STATUS)
        | (message.origin() == null ? 0 : ORIGIN);
  }

  @Override
  public Message<T> deserialize(DataInputView source) throws IOException {
    int flags = source.readByte();
    String requestId = TextBytes.read(source);
    long sequence = source.readLong();
    int attempt = (flags & ATTEMPT) == 0 ? 0 : source.readInt();
    Parameters parameters = (flags & PARAMETERS) == 0
        ? Parameters.NONE
        : ParametersSerializer.INSTANCE.deserialize(source);
    Map<String, String> headers =
        (flags & HEADERS) == 0 ? Map.of() : ValueBytes.readHeaders(source);
    Status status = (flags & STATUS) == 0 ? Status.OK : ValueBytes.readStatus(source);
    Origin origin = (flags & ORIGIN) == 0 ? null : ValueBytes.readOrigin(source);
    T element = (flags & PAYLOAD) == 0 ? null : payload.deserialize(source);
    boolean last = (flags & LAST) != 0;
    return new Message<>(
        requestId, attempt, sequence, element, parameters, headers, last, status, origin);
  }

  @Override
  public TypeSerializerSnapshot<Message<T>> snapshotConfiguration() {
    return new MessageSerializerSnapshot<>(this);
  }
}
