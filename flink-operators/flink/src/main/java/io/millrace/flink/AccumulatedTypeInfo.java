package io.millrace.flink;

import io.millrace.flink.types.ValueSerializer;
import io.millrace.flink.types.ValueSerializerSnapshot;
import io.millrace.flink.types.ValueTypeInfo;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The type of an accumulator: the module's state behind a byte that says whether there is one. */
final class AccumulatedTypeInfo<S> extends ValueTypeInfo<Accumulated<S>> {

  private static final long serialVersionUID = 1L;

  AccumulatedTypeInfo(TypeInformation<S> state) {
    super(Accumulated.class, state);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected TypeSerializer<Accumulated<S>> serializer(List<TypeSerializer<?>> parts) {
    return new Serializer<>((TypeSerializer<S>) parts.get(0));
  }

  /** Its serializer. */
  static final class Serializer<S> extends ValueSerializer<Accumulated<S>> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<S> state;

    Serializer(TypeSerializer<S> state) {
      this.state = state;
    }

    @Override
    protected List<TypeSerializer<?>> parts() {
      return List.of(state);
    }

    @Override
    public TypeSerializer<Accumulated<S>> duplicate() {
      return new Serializer<>(state.duplicate());
    }

    @Override
    public void serialize(Accumulated<S> accumulated, DataOutputView target) throws IOException {
      S present = accumulated.state();
      target.writeBoolean(present != null);
      if (present != null) {
        state.serialize(present, target);
      }
    }

    @Override
    public Accumulated<S> deserialize(DataInputView source) throws IOException {
      return new Accumulated<>(source.readBoolean() ? state.deserialize(source) : null);
    }

    @Override
    public TypeSerializerSnapshot<Accumulated<S>> snapshotConfiguration() {
      return new Snapshot<>(this);
    }
  }

  /** What a savepoint keeps of the serializer: what the state's keeps. */
  public static final class Snapshot<S>
      extends ValueSerializerSnapshot<Accumulated<S>, Serializer<S>> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(Serializer<S> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Serializer<S> serializer(List<TypeSerializer<?>> parts) {
      return new Serializer<>((TypeSerializer<S>) parts.get(0));
    }
  }
}
