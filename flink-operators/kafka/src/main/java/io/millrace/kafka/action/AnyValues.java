package io.millrace.kafka.action;

import io.millrace.core.action.Action;
import io.millrace.core.action.BranchItem;
import io.millrace.core.action.FieldType;
import io.millrace.core.action.Graph;
import io.millrace.schemas.AnyValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between values and {@link AnyValue}. What is written is read again as what it was, where the class is told: a whole number
 * of up to 64 bits goes as a long, a floating one as a double, a list or a set as an array, a record (Java's or Avro's) as a
 * map by the names of its components, an enum as its symbol; {@code Character}, {@code Instant}, {@code BigInteger} and {@code
 * BigDecimal} as text.
 *
 * <p>Records evolve as Avro's do: a component that the reader does not know is left out, one that is missing is null, 0 or
 * false (of an Avro record: the default).
 */
public final class AnyValues {

  private AnyValues() {}

  /**
   * A value as it is written.
   *
   * @throws IllegalArgumentException if it is of a class that has no place, or nested more than {@value AnyWriter#DEEPEST} deep
   */
  public static AnyValue of(@Nullable Object value) {
    return AnyWriter.any("a value", value, 0);
  }

  /** Values by name as they are written, in the order of the names. */
  public static Map<String, AnyValue> named(Map<String, ?> values) {
    return AnyWriter.entries(values);
  }

  /**
   * A value that was written, as one of a class; of {@code Object} as what Avro has.
   *
   * @param what names the value in the error: {@code input 'x'}
   * @throws IllegalArgumentException naming what is wanted and what is there
   */
  public static <T> T read(String what, AnyValue written, Class<T> type) {
    return ValueType.of(type).read(what, written, type);
  }

  /**
   * A value that was written, as one of a field's type.
   *
   * @param what names the value in the error: {@code field 'x'}
   * @throws IllegalArgumentException naming what is wanted and what is there
   */
  public static <T> T read(String what, AnyValue written, FieldType<T> type) {
    return type.admit(what, ValueType.of(type).read(what, written, Object.class));
  }

  /** What Avro has of a value: null, a boolean, long, double, string or byte buffer, a list or a map of such. */
  public static @Nullable Object plain(AnyValue written) {
    return AnyReader.plain(written);
  }

  /**
   * Refuses a graph of which something could not be written, or read again.
   *
   * @throws IllegalArgumentException naming the field, the input or the action, and what has no place
   */
  public static void check(Graph graph) {
    graph.fields().forEach((name, field) -> ValueCheck.of("field '" + name + "'", field.type()));
    graph.inputs().forEach((name, field) -> ValueCheck.of("input '" + name + "'", field.type()));
    graph.actions().forEach((name, action) -> {
      ValueCheck.of("the result of action '" + name + "'", action.resultType());
      if (action.streams()) {
        checkItems(name, action);
      }
    });
  }

  private static void checkItems(String name, Action<?, ?> action) {
    if (action.itemType() == BranchItem.class && !action.branchItems().isEmpty()) {
      action
          .branchItems()
          .forEach(type -> ValueCheck.of("an item of a branch of action '" + name + "'", type));
    } else {
      ValueCheck.of("an item of action '" + name + "'", action.itemType());
    }
  }

  /** The types of a graph's inputs by name, to be read by a worker. */
  public static Map<String, ValueType> inputs(Graph graph) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    graph.inputs().forEach((name, field) -> types.put(name, ValueType.of(field.type())));
    return Collections.unmodifiableMap(types);
  }
}
