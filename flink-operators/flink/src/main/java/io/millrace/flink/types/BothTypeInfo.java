package io.millrace.flink.types;

import io.millrace.core.task.StateType.Both;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of two states side by side. */
final class BothTypeInfo<A, B> extends ValueTypeInfo<Both<A, B>> {

  private static final long serialVersionUID = 1L;

  BothTypeInfo(TypeInformation<A> first, TypeInformation<B> second) {
    super(Both.class, first, second);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected TypeSerializer<Both<A, B>> serializer(List<TypeSerializer<?>> parts) {
    return new BothSerializer<>((TypeSerializer<A>) parts.get(0), (TypeSerializer<B>) parts.get(1));
  }
}
