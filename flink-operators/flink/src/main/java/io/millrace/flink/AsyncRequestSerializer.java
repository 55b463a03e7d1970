package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.ValueSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes what is kept of a request. Its bytes are in savepoints: a change needs a new version of the snapshot. */
final class AsyncRequestSerializer<I> extends ValueSerializer<AsyncRequest<I>> {

  private static final long serialVersionUID = 1L;

  private final TypeSerializer<Message<I>> message;

  AsyncRequestSerializer(TypeSerializer<Message<I>> message) {
    this.message = message;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(message);
  }

  @Override
  public TypeSerializer<AsyncRequest<I>> duplicate() {
    return new AsyncRequestSerializer<>(message.duplicate());
  }

  @Override
  public void serialize(AsyncRequest<I> request, DataOutputView target) throws IOException {
    Message<I> input = request.input();
    target.writeBoolean(input != null);
    target.writeInt(request.asked());
    target.writeInt(request.attempt());
    target.writeLong(request.sent());
    target.writeLong(request.arrivedAt());
    target.writeLong(request.endedAt());
    target.writeLong(request.timestamp());
    target.writeLong(request.held());
    if (input != null) {
      message.serialize(input, target);
    }
  }

  @Override
  public AsyncRequest<I> deserialize(DataInputView source) throws IOException {
    boolean open = source.readBoolean();
    return new AsyncRequest<>(
        source.readInt(),
        source.readInt(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        open ? message.deserialize(source) : null);
  }

  @Override
  public TypeSerializerSnapshot<AsyncRequest<I>> snapshotConfiguration() {
    return new AsyncRequestSerializerSnapshot<>(this);
  }
}
