package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * What a savepoint keeps of a {@link RequestSerializer}: the version of the format, and what its parts keep. Version 2 added
 * the module that a request began with, behind a flag of its own: the bytes of version 1 are read as they are.
 */
public final class RequestSerializerSnapshot<IE, S>
    extends ValueSerializerSnapshot<Request<IE, S>, RequestSerializer<IE, S>> {

  /** For reading a savepoint. */
  public RequestSerializerSnapshot() {}

  RequestSerializerSnapshot(RequestSerializer<IE, S> serializer) {
    super(serializer);
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return 2;
  }

  @Override
  @SuppressWarnings("unchecked")
  protected RequestSerializer<IE, S> serializer(List<TypeSerializer<?>> parts) {
    return new RequestSerializer<>(
        (TypeSerializer<Message<IE>>) parts.get(0), (TypeSerializer<S>) parts.get(1));
  }
}
