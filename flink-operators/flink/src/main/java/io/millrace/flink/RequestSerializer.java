package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.flink.Arrivals.Order;
import io.millrace.flink.types.ParametersSerializer;
import io.millrace.flink.types.TextBytes;
import io.millrace.flink.types.ValueBytes;
import io.millrace.flink.types.ValueSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Serializes what is kept of a request. Its bytes are in savepoints: a change needs a new version of the snapshot. */
final class RequestSerializer<IE, S> extends ValueSerializer<Request<IE, S>> {

  private static final long serialVersionUID = 1L;

  private static final int WORK = 1;
  private static final int HEADERS = 1 << 1;
  private static final int HAND_ON = 1 << 2;
  private static final int ORIGIN = 1 << 3;
  private static final int EARLY = 1 << 4;
  private static final int MODULE = 1 << 5;

  private final TypeSerializer<Message<IE>> message;
  private final TypeSerializer<S> work;
  private final Keeper keeper;

  RequestSerializer(TypeSerializer<Message<IE>> message, TypeSerializer<S> work, Keeper keeper) {
    this.message = message;
    this.work = work;
    this.keeper = keeper;
  }

  /** Who keeps the requests: savepoints say so, and it makes no difference to their bytes. */
  Keeper keeper() {
    return keeper;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(message, work);
  }

  @Override
  public TypeSerializer<Request<IE, S>> duplicate() {
    return new RequestSerializer<>(message.duplicate(), work.duplicate(), keeper);
  }

  @Override
  public void serialize(Request<IE, S> request, DataOutputView target) throws IOException {
    int flags = flags(request);
    target.writeByte(flags);
    target.writeInt(request.attempt());
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
    writeArrivals(request.arrivals(), target);
    if ((flags & MODULE) != 0) {
      StringValue.writeString(request.module(), target);
    }
  }

  private void writeArrivals(Arrivals<IE> arrivals, DataOutputView target) throws IOException {
    target.writeByte(arrivals.order().code());
    target.writeLong(arrivals.next());
    Origin first = arrivals.first();
    if (first != null) {
      ValueBytes.writeOrigin(first, target);
      target.writeLong(arrivals.lastOffset());
    }
    if (!arrivals.early().isEmpty()) {
      target.writeInt(arrivals.early().size());
      for (Message<IE> waiting : arrivals.early()) {
        message.serialize(waiting, target);
      }
    }
  }

  private static int flags(Request<?, ?> request) {
    return (request.work() == null ? 0 : WORK)
        | (request.headers().isEmpty() ? 0 : HEADERS)
        | (request.handOn().isEmpty() ? 0 : HAND_ON)
        | (request.arrivals().first() == null ? 0 : ORIGIN)
        | (request.arrivals().early().isEmpty() ? 0 : EARLY)
        | (request.module().isEmpty() ? 0 : MODULE);
  }

  @Override
  public Request<IE, S> deserialize(DataInputView source) throws IOException {
    int flags = source.readByte();
    int attempt = source.readInt();
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
    Arrivals<IE> arrivals = readArrivals(flags, source);
    String module = (flags & MODULE) == 0 ? "" : TextBytes.read(source);
    return new Request<>(
        attempt, produced, state, headers, handOn, arrivals, startedAt, touchedAt, gapSince,
        endedAt, timerAt, module);
  }

  private Arrivals<IE> readArrivals(int flags, DataInputView source) throws IOException {
    Order order = Order.of(source.readByte());
    long next = source.readLong();
    Origin first = (flags & ORIGIN) == 0 ? null : ValueBytes.readOrigin(source);
    long lastOffset = first == null ? -1 : source.readLong();
    List<Message<IE>> early = (flags & EARLY) == 0 ? List.of() : readEarly(source);
    return new Arrivals<>(order, next, first, lastOffset, early);
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
    return new RequestSerializerSnapshot<>(this);
  }
}
