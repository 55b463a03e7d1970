package io.millrace.flink.types;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StateType.Both;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeType;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.ObjectArrayTypeInfo;
import org.apache.flink.api.java.typeutils.SetTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** The types of the classes that tasks, translators and modules declare. None of them needs Kryo. */
public final class StateTypes {

  private StateTypes() {}

  /**
   * The type of a declared class.
   *
   * @throws IllegalArgumentException if it needs Kryo, naming the field that does
   */
  @SuppressWarnings("unchecked")
  public static <T> TypeInformation<T> of(Class<T> declared) {
    if (declared == Parameters.class) {
      return (TypeInformation<T>) new ParametersTypeInfo();
    }
    TypeInformation<T> type = TypeInformation.of(declared);
    if (!isStoredWithoutKryo(type)) {
      throw new IllegalArgumentException(
          refusal(declared, firstGeneric(type, "").orElse(new Generic("", declared))));
    }
    return type;
  }

  /**
   * The type of a state, composed as it is.
   *
   * @throws IllegalArgumentException if a part needs Kryo, naming the field that does
   */
  @SuppressWarnings("unchecked")
  public static <S> TypeInformation<S> of(StateType<S> state) {
    if (state instanceof StateType.Pair<?, ?> pair) {
      return (TypeInformation<S>) pair(of(pair.first()), of(pair.second()));
    }
    return of(((StateType.Declared<S>) state).type());
  }

  /** The type of two values side by side. */
  public static <A, B> TypeInformation<Both<A, B>> pair(
      TypeInformation<A> first, TypeInformation<B> second) {
    return new BothTypeInfo<>(first, second);
  }

  /** Flink decides: what a type looks like says nothing sure of its serializer (Avro's has fields that are generic). */
  private static boolean isStoredWithoutKryo(TypeInformation<?> type) {
    ExecutionConfig withoutKryo = new ExecutionConfig();
    withoutKryo.configure(
        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
        StateTypes.class.getClassLoader());
    try {
      type.createSerializer(withoutKryo.getSerializerConfig());
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  private static String refusal(Class<?> declared, Generic generic) {
    String what = generic.path().isEmpty()
        ? declared.getName()
        : declared.getName() + ", field " + generic.path();
    return what + ", is a " + generic.type().getName()
        + ", which Flink could store with Kryo only. Use public records or POJOs with at least one"
        + " field, Avro records, strings, primitives, enums, Instants, lists, sets and maps of"
        + " these, but no collection right inside another";
  }

  private record Generic(String path, Class<?> type) {}

  private static Optional<Generic> firstGeneric(TypeInformation<?> type, String path) {
    if (type instanceof GenericTypeInfo<?> generic) {
      return Optional.of(new Generic(path, generic.getTypeClass()));
    }
    return partsOf(type).entrySet().stream()
        .flatMap(part -> firstGeneric(part.getValue(), join(path, part.getKey())).stream())
        .findFirst();
  }

  private static String join(String path, String part) {
    return path.isEmpty() || part.startsWith("[") ? path + part : path + "." + part;
  }

  private static Map<String, TypeInformation<?>> partsOf(TypeInformation<?> type) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    if (type instanceof CompositeType<?> composite) {
      for (String field : composite.getFieldNames()) {
        parts.put(field, composite.getTypeAt(field));
      }
    } else if (type instanceof ListTypeInfo<?> list) {
      parts.put("[element]", list.getElementTypeInfo());
    } else if (type instanceof SetTypeInfo<?> set) {
      parts.put("[element]", set.getElementTypeInfo());
    } else if (type instanceof MapTypeInfo<?, ?> map) {
      parts.put("[key]", map.getKeyTypeInfo());
      parts.put("[value]", map.getValueTypeInfo());
    } else if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
      parts.put("[element]", array.getComponentInfo());
    } else if (type instanceof EitherTypeInfo<?, ?> either) {
      parts.put("[left]", either.getLeftType());
      parts.put("[right]", either.getRightType());
    }
    return parts;
  }
}
