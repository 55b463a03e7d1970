package io.millrace.flink.types;

import io.millrace.core.Parameters;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of parameters as part of a module's state. */
final class ParametersTypeInfo extends ValueTypeInfo<Parameters> {

  private static final long serialVersionUID = 1L;

  ParametersTypeInfo() {
    super(Parameters.class);
  }

  @Override
  protected TypeSerializer<Parameters> serializer(List<TypeSerializer<?>> parts) {
    return ParametersSerializer.INSTANCE;
  }
}
