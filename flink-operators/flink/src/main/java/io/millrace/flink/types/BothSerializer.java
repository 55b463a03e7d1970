package io.millrace.flink.types;

import io.millrace.core.task.StateType.Both;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes two states, one behind the other. */
public final class BothSerializer<A, B> extends ValueSerializer<Both<A, B>> {

  private static final long serialVersionUID = 1L;

  private final TypeSerializer<A> first;
  private final TypeSerializer<B> second;

  BothSerializer(TypeSerializer<A> first, TypeSerializer<B> second) {
    this.first = first;
    this.second = second;
  }

  @Override
  protected List<TypeSerializer<?>> parts() {
    return List.of(first, second);
  }

  @Override
  public TypeSerializer<Both<A, B>> duplicate() {
    return new BothSerializer<>(first.duplicate(), second.duplicate());
  }

  @Override
  public void serialize(Both<A, B> both, DataOutputView target) throws IOException {
    first.serialize(both.first(), target);
    second.serialize(both.second(), target);
  }

  @Override
  public Both<A, B> deserialize(DataInputView source) throws IOException {
    return new Both<>(first.deserialize(source), second.deserialize(source));
  }

  @Override
  public TypeSerializerSnapshot<Both<A, B>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint keeps of it: what its parts keep. */
  public static final class Snapshot<A, B>
      extends ValueSerializerSnapshot<Both<A, B>, BothSerializer<A, B>> {
    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(BothSerializer<A, B> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected BothSerializer<A, B> serializer(List<TypeSerializer<?>> parts) {
      return new BothSerializer<>(
          (TypeSerializer<A>) parts.get(0), (TypeSerializer<B>) parts.get(1));
    }
  }
}
