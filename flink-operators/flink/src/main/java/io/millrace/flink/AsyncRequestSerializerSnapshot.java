package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** What a savepoint keeps of an {@link AsyncRequestSerializer}: the version of the format, and what its part keeps. */
public final class AsyncRequestSerializerSnapshot<I>
    extends ValueSerializerSnapshot<AsyncRequest<I>, AsyncRequestSerializer<I>> {

  /** For reading a savepoint. */
  public AsyncRequestSerializerSnapshot() {}

  AsyncRequestSerializerSnapshot(AsyncRequestSerializer<I> serializer) {
    super(serializer);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected AsyncRequestSerializer<I> serializer(List<TypeSerializer<?>> parts) {
    return new AsyncRequestSerializer<>((TypeSerializer<Message<I>>) parts.get(0));
  }
}
