package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.flink.Request.Order;
import io.millrace.flink.types.ParametersSerializer;
import io.millrace.flink.types.ValueBytes;
import io.millrace.flink.types.ValueSerializer;
import io.millrace.flink.types.ValueSerializerSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes what is kept of a request. Its bytes are in savepoints: a change needs a new version of the snapshot. */
public final class RequestSerializer<IE, S> extends ValueSerializer<Request<IE, S>> {

  private static final long serialVersionUID = 1L;

  private static final int WORK = 1;
  private static final int HEADERS = 1 << 1;
  private static final int HAND_ON = 1 << 2;
  private static final int ORIGIN = 1 << 3;
  private static final int EARLY = 1 << 4;

  private final TypeSerializer<Message<IE>> message;
  private final TypeSerializer<S> work;

  RequestSerializer(TypeSerializer<Message<IE>> message, TypeSerializer<S> work) {
    this.message = message;
    this.work = work;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(message, work);
  }

  @Override
  public TypeSerializer<Request<IE, S>> duplicate() {
    return new RequestSerializer<>(message.duplicate(), work.duplicate());
  }

  @Override
  public void serialize(Request<IE, S> request, DataOutputView target) throws IOException {
    int flags = flags(request);
    target.writeByte(flags);
    target.writeInt(request.attempt());
    target.writeByte(request.order().code());
    target.writeLong(request.next());
    target.writeLong(request.produced());
    target.writeLong(request.startedAt());
    target.writeLong(request.touchedAt());
    target.writeLong(request.gapSince());
    target.writeLong(request.endedAt());
    target.writeLong(request.timerAt());
    S state = request.work();
    if (state != null) {
      work.serialize(state, target);
    }
    if ((flags & HEADERS) != 0) {
      ValueBytes.writeHeaders(request.headers(), target);
    }
    if ((flags & HAND_ON) != 0) {
      ParametersSerializer.INSTANCE.serialize(request.handOn(), target);
    }
    Origin first = request.first();
    if (first != null) {
      ValueBytes.writeOrigin(first, target);
      target.writeLong(request.lastOffset());
    }
    if ((flags & EARLY) != 0) {
      target.writeInt(request.early().size());
      for (Message<IE> waiting : request.early()) {
        message.serialize(waiting, target);
      }
    }
  }

  private static int flags(Request<?, ?> request) {
    return (request.work() == null ? 0 : WORK)
        | (request.headers().isEmpty() ? 0 : HEADERS)
        | (request.handOn().isEmpty() ? 0 : HAND_ON)
        | (request.first() == null ? 0 : ORIGIN)
        | (request.early().isEmpty() ? 0 : EARLY);
  }

  @Override
  public Request<IE, S> deserialize(DataInputView source) throws IOException {
    int flags = source.readByte();
    int attempt = source.readInt();
    Order order = Order.of(source.readByte());
    long next = source.readLong();
    long produced = source.readLong();
    long startedAt = source.readLong();
    long touchedAt = source.readLong();
    long gapSince = source.readLong();
    long endedAt = source.readLong();
    long timerAt = source.readLong();
    S state = (flags & WORK) == 0 ? null : work.deserialize(source);
    Map<String, String> headers =
        (flags & HEADERS) == 0 ? Map.of() : ValueBytes.readHeaders(source);
    Parameters handOn = (flags & HAND_ON) == 0
        ? Parameters.NONE
        : ParametersSerializer.INSTANCE.deserialize(source);
    Origin first = (flags & ORIGIN) == 0 ? null : ValueBytes.readOrigin(source);
    long lastOffset = first == null ? -1 : source.readLong();
    List<Message<IE>> early = (flags & EARLY) == 0 ? List.of() : readEarly(source);
    return new Request<>(
        attempt,
        order,
        next,
        produced,
        state,
        headers,
        handOn,
        first,
        lastOffset,
        early,
        startedAt,
        touchedAt,
        gapSince,
        endedAt,
        timerAt);
  }

  private List<Message<IE>> readEarly(DataInputView source) throws IOException {
    int size = source.readInt();
    List<Message<IE>> early = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      early.add(message.deserialize(source));
    }
    return early;
  }

  @Override
  public TypeSerializerSnapshot<Request<IE, S>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint keeps of it: the version of the format, and what its parts keep. */
  public static final class Snapshot<IE, S>
      extends ValueSerializerSnapshot<Request<IE, S>, RequestSerializer<IE, S>> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(RequestSerializer<IE, S> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected RequestSerializer<IE, S> serializer(List<TypeSerializer<?>> parts) {
      return new RequestSerializer<>(
          (TypeSerializer<Message<IE>>) parts.get(0), (TypeSerializer<S>) parts.get(1));
    }
  }
}
