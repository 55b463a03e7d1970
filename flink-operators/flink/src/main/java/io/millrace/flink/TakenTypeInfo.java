package io.millrace.flink;

import io.millrace.flink.types.ParametersSerializer;
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

/** The type of an element on its way to a window. */
final class TakenTypeInfo<IE> extends ValueTypeInfo<Taken<IE>> {

  private static final long serialVersionUID = 1L;

  TakenTypeInfo(TypeInformation<IE> element) {
    super(Taken.class, element);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected TypeSerializer<Taken<IE>> serializer(List<TypeSerializer<?>> parts) {
    return new Serializer<>((TypeSerializer<IE>) parts.get(0));
  }

  /** Its serializer. */
  static final class Serializer<IE> extends ValueSerializer<Taken<IE>> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<IE> element;

    Serializer(TypeSerializer<IE> element) {
      this.element = element;
    }

    @Override
    protected List<TypeSerializer<?>> parts() {
      return List.of(element);
    }

    @Override
    public TypeSerializer<Taken<IE>> duplicate() {
      return new Serializer<>(element.duplicate());
    }

    @Override
    public void serialize(Taken<IE> taken, DataOutputView target) throws IOException {
      ParametersSerializer.INSTANCE.serialize(taken.parameters(), target);
      target.writeLong(taken.timestamp());
      IE present = taken.element();
      target.writeBoolean(present != null);
      if (present != null) {
        element.serialize(present, target);
      }
    }

    @Override
    public Taken<IE> deserialize(DataInputView source) throws IOException {
      var parameters = ParametersSerializer.INSTANCE.deserialize(source);
      long timestamp = source.readLong();
      return new Taken<>(
          parameters, source.readBoolean() ? element.deserialize(source) : null, timestamp);
    }

    @Override
    public TypeSerializerSnapshot<Taken<IE>> snapshotConfiguration() {
      return new Snapshot<>(this);
    }
  }

  /** What a savepoint keeps of the serializer: what the element's keeps. */
  public static final class Snapshot<IE>
      extends ValueSerializerSnapshot<Taken<IE>, Serializer<IE>> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(Serializer<IE> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Serializer<IE> serializer(List<TypeSerializer<?>> parts) {
      return new Serializer<>((TypeSerializer<IE>) parts.get(0));
    }
  }
}
