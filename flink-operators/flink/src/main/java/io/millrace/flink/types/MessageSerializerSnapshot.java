package io.millrace.flink.types;

import io.millrace.core.Message;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** What a savepoint keeps of a {@link MessageSerializer}. */
public final class MessageSerializerSnapshot<T>
    extends ValueSerializerSnapshot<Message<T>, MessageSerializer<T>> {

  /** For reading a savepoint. */
  public MessageSerializerSnapshot() {}

  MessageSerializerSnapshot(MessageSerializer<T> serializer) {
    super(serializer);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected MessageSerializer<T> serializer(List<TypeSerializer<?>> parts) {
    return new MessageSerializer<>((TypeSerializer<T>) parts.get(0));
  }
}
