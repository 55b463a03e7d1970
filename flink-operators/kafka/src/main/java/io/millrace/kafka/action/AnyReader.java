package io.millrace.kafka.action;

import io.millrace.schemas.AnyValue;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Reads what was written of a value, as one of the class that it is told. */
final class AnyReader {

  private static final int SHOWN = 80;

  private AnyReader() {}

  /**
   * The value.
   *
   * @param what names it in the error
   * @throws IllegalArgumentException naming what is wanted and what is there
   */
  static @Nullable Object read(String what, @Nullable Object raw, Type type) {
    if (raw == null) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Type element = arguments[arguments.length - 1];
      return many(what, raw, (Class<?>) generic.getRawType(), element);
    }
    if (!(type instanceof Class<?> plain)) {
      return many(what, raw, Object.class, Object.class);
    }
    Class<?> wanted = boxed(plain);
    if (wanted.isRecord()) {
      return RecordParts.make(what, wanted.asSubclass(Record.class), entries(what, raw));
    }
    if (IndexedRecord.class.isAssignableFrom(wanted)) {
      return AvroParts.make(what, wanted, entries(what, raw));
    }
    return Scalars.reads(wanted)
        ? Scalars.read(what, raw, wanted)
        : many(what, raw, wanted, Object.class);
  }

  private static Object many(String what, Object raw, Class<?> type, Type element) {
    if (type == Map.class) {
      Map<String, @Nullable Object> values = new TreeMap<>();
      entries(what, raw)
          .forEach((name, each) ->
              values.put(name, read("entry '" + name + "' of " + what, each.getValue(), element)));
      return Collections.unmodifiableMap(values);
    }
    if (type == Set.class) {
      return Collections.unmodifiableSet(
          new LinkedHashSet<@Nullable Object>(values(what, raw, element)));
    }
    if (type == List.class || type == Collection.class) {
      return Collections.unmodifiableList(values(what, raw, element));
    }
    if (type == Object.class) {
      return plain(raw);
    }
    throw new IllegalArgumentException(
        what + " must be " + ValueCheck.WHAT_HAS_A_PLACE + " but is a " + type.getName());
  }

  private static List<@Nullable Object> values(String what, Object raw, Type element) {
    List<@Nullable Object> values = new ArrayList<>();
    for (AnyValue each : elements(what, raw)) {
      values.add(read("an element of " + what, each.getValue(), element));
    }
    return values;
  }

  static @Nullable Object plain(AnyValue written) {
    Object raw = written.getValue();
    return raw == null ? null : plain(raw);
  }

  private static Object plain(Object raw) {
    if (raw instanceof List<?> || raw instanceof Map<?, ?>) {
      return many("a value", raw, raw instanceof List<?> ? List.class : Map.class, Object.class);
    }
    return raw instanceof ByteBuffer bytes ? bytes.asReadOnlyBuffer() : raw;
  }

  /** The elements of an array; Avro's reader has seen to it that they are such. */
  @SuppressWarnings("unchecked")
  static List<AnyValue> elements(String what, Object raw) {
    if (raw instanceof List<?> many) {
      return (List<AnyValue>) many;
    }
    throw mismatch(what, "a list", raw);
  }

  /** The entries of a map; Avro's reader has seen to it that they are such. */
  @SuppressWarnings("unchecked")
  static Map<String, AnyValue> entries(String what, Object raw) {
    if (raw instanceof Map<?, ?> named) {
      return (Map<String, AnyValue>) named;
    }
    throw mismatch(what, "a map", raw);
  }

  static IllegalArgumentException mismatch(String what, String wanted, Object raw) {
    return new IllegalArgumentException(what + " must be " + wanted + " but was " + shown(raw));
  }

  private static String shown(Object raw) {
    if (raw instanceof List<?> || raw instanceof Map<?, ?>) {
      return raw instanceof List<?> ? "a list" : "a map";
    }
    if (raw instanceof ByteBuffer bytes) {
      return bytes.remaining() + " bytes";
    }
    String text = String.valueOf(raw);
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return raw instanceof String ? "\"" + cut + "\"" : cut;
  }

  @SuppressWarnings("unchecked") // that of int is Integer's
  static <T> Class<T> boxed(Class<T> type) {
    return (Class<T>) MethodType.methodType(type).wrap().returnType();
  }
}
