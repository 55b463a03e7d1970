package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** What a savepoint keeps of a {@link RequestSerializer}: the version of the format, and what its parts keep. */
public final class RequestSerializerSnapshot<IE, S>
    extends ValueSerializerSnapshot<Request<IE, S>, RequestSerializer<IE, S>> {

  /** For reading a savepoint. */
  public RequestSerializerSnapshot() {}

  RequestSerializerSnapshot(RequestSerializer<IE, S> serializer) {
    super(serializer);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected RequestSerializer<IE, S> serializer(List<TypeSerializer<?>> parts) {
    return new RequestSerializer<>(
        (TypeSerializer<Message<IE>>) parts.get(0), (TypeSerializer<S>) parts.get(1));
  }
}
