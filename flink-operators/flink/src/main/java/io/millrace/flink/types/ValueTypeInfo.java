package io.millrace.flink.types;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The type of an immutable value made of parts that have types of their own.
 *
 * @param <T> the value
 */
public abstract class ValueTypeInfo<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final TypeInformation<?>[] parts;

  /** A value of this class with these parts. */
  @SuppressWarnings("unchecked")
  protected ValueTypeInfo(Class<?> type, TypeInformation<?>... parts) {
    this.type = (Class<T>) type;
    this.parts = parts;
  }

  /** The parts' types. */
  public final List<TypeInformation<?>> parts() {
    return List.of(parts);
  }

  /** The serializer, given those of the parts. */
  protected abstract TypeSerializer<T> serializer(List<TypeSerializer<?>> partSerializers);

  @Override
  public final TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer(parts().stream()
        .<TypeSerializer<?>>map(part -> part.createSerializer(config))
        .toList());
  }

  @Override
  public final boolean isBasicType() {
    return false;
  }

  @Override
  public final boolean isTupleType() {
    return false;
  }

  @Override
  public final int getArity() {
    return 1;
  }

  @Override
  public final int getTotalFields() {
    return 1;
  }

  @Override
  public final Class<T> getTypeClass() {
    return type;
  }

  @Override
  public final boolean isKeyType() {
    return false;
  }

  @Override
  public final boolean canEqual(Object other) {
    return other.getClass() == getClass();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ValueTypeInfo<?> that
        && canEqual(that)
        && type == that.type
        && parts().equals(that.parts());
  }

  @Override
  public final int hashCode() {
    return Objects.hash(type, parts());
  }

  @Override
  public final String toString() {
    return type.getSimpleName() + parts();
  }
}
