package io.millrace.flink.types;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes an immutable value: nothing is copied, and nothing reused.
 *
 * @param <T> the value
 */
public abstract class ValueSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  /** The serializers of the parts; two serializers of one class with equal parts are equal. */
  protected abstract List<TypeSerializer<?>> parts();

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final T createInstance() {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " makes values from bytes only");
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueSerializer<?> that
        && getClass() == that.getClass()
        && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return 31 * getClass().hashCode() + parts().hashCode();
  }
}
