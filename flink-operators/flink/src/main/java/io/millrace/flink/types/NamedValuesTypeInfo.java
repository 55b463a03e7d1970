package io.millrace.flink.types;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** The type of values by name, each name with the type of its value: an application's state, the inputs of a request. */
public final class NamedValuesTypeInfo extends TypeInformation<Map<String, Object>> {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, TypeInformation<?>> byName;
  private final boolean lenient;

  private NamedValuesTypeInfo(Map<String, TypeInformation<?>> byName, boolean lenient) {
    this.byName = new TreeMap<>(byName);
    this.lenient = lenient;
  }

  /** Of these names; any other is left out. */
  public static NamedValuesTypeInfo strict(Map<String, TypeInformation<?>> byName) {
    return new NamedValuesTypeInfo(byName, false);
  }

  /** Of these names; of any other comes a {@link Refused} out. */
  public static NamedValuesTypeInfo lenient(Map<String, TypeInformation<?>> byName) {
    return new NamedValuesTypeInfo(byName, true);
  }

  @Override
  @SuppressWarnings("unchecked") // read only as what its own name says
  public TypeSerializer<Map<String, Object>> createSerializer(SerializerConfig config) {
    TreeMap<String, TypeSerializer<Object>> serializers = new TreeMap<>();
    byName.forEach((name, type) ->
        serializers.put(name, (TypeSerializer<Object>) type.createSerializer(config)));
    return new NamedValuesSerializer(serializers, lenient);
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // the class of all maps
  public Class<Map<String, Object>> getTypeClass() {
    return (Class) Map.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof NamedValuesTypeInfo;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamedValuesTypeInfo that
        && byName.equals(that.byName)
        && lenient == that.lenient;
  }

  @Override
  public int hashCode() {
    return Objects.hash(byName, lenient);
  }

  @Override
  public String toString() {
    return "NamedValues" + byName;
  }
}
