package io.millrace.flink.types;

import io.millrace.core.Message;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of a message, given its payload's. */
final class MessageTypeInfo<T> extends ValueTypeInfo<Message<T>> {

  private static final long serialVersionUID = 1L;

  MessageTypeInfo(TypeInformation<T> payload) {
    super(Message.class, payload);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected TypeSerializer<Message<T>> serializer(List<TypeSerializer<?>> parts) {
    return new MessageSerializer<>((TypeSerializer<T>) parts.get(0));
  }
}
