package io.millrace.kafka.action;

import io.millrace.core.action.FieldType;
import io.millrace.schemas.AnyValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a written value is to be read as.
 *
 * @param shape whether it is one value of the class, or many
 * @param type the class
 */
public record ValueType(Shape shape, Class<?> type) implements Serializable {

  /** One value or many. */
  public enum Shape {
    /** A value. */
    ONE,
    /** A list of values. */
    LIST,
    /** Values by name. */
    MAP
  }

  /** One value of a class. */
  public static ValueType of(Class<?> type) {
    return new ValueType(Shape.ONE, type);
  }

  /** The values of a field. */
  public static ValueType of(FieldType<?> type) {
    if (type instanceof FieldType.ListOf<?> list) {
      return new ValueType(Shape.LIST, list.element());
    }
    if (type instanceof FieldType.MapOf<?> map) {
      return new ValueType(Shape.MAP, map.value());
    }
    return type instanceof FieldType.Copied<?> copied
        ? of(copied.type())
        : of(((FieldType.One<?>) type).type());
  }

  /**
   * Reads one.
   *
   * @param what names the value in the error
   * @throws IllegalArgumentException naming what is wanted and what is there
   */
  public Object read(String what, AnyValue written) {
    Object raw = written.getValue();
    if (raw == null) {
      throw new IllegalArgumentException(what + " must not be null");
    }
    return switch (shape) {
      case ONE -> Objects.requireNonNull(AnyReader.read(what, raw, type));
      case LIST -> list(what, raw);
      case MAP -> map(what, raw);
    };
  }

  <T> T read(String what, AnyValue written, Class<T> wanted) {
    return AnyReader.boxed(wanted).cast(read(what, written));
  }

  private List<@Nullable Object> list(String what, Object raw) {
    List<@Nullable Object> values = new ArrayList<>();
    for (AnyValue each : AnyReader.elements(what, raw)) {
      values.add(AnyReader.read("an element of " + what, each.getValue(), type));
    }
    return Collections.unmodifiableList(values);
  }

  private Map<String, @Nullable Object> map(String what, Object raw) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    AnyReader.entries(what, raw)
        .forEach((name, each) -> values.put(
            name, AnyReader.read("entry '" + name + "' of " + what, each.getValue(), type)));
    return Collections.unmodifiableMap(values);
  }
}
