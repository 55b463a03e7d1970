package io.millrace.flink;

import io.millrace.flink.types.ValueTypeInfo;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of a control stream. */
final class ModuleControlTypeInfo extends ValueTypeInfo<ModuleControl> {

  private static final long serialVersionUID = 1L;

  ModuleControlTypeInfo() {
    super(ModuleControl.class);
  }

  @Override
  protected TypeSerializer<ModuleControl> serializer(List<TypeSerializer<?>> parts) {
    return ModuleControlSerializer.INSTANCE;
  }

  /** Tells Flink, which finds it by the record's annotation. */
  public static final class Factory extends TypeInfoFactory<ModuleControl> {
    @Override
    public TypeInformation<ModuleControl> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return ModuleControl.TYPE;
    }
  }
}
