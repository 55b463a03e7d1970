package io.millrace.core.action;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a {@link Field} are, so that they can be checked, and an engine can store them by their class.
 *
 * @param <T> the values
 */
public sealed interface FieldType<T> {

  /** The type for people: {@code list of Long}. */
  String label();

  /**
   * The value as one of this type that nobody can change: itself or a copy. A whole number is widened where nothing is
   * lost.
   *
   * @param what names the value in the error: {@code field 'x'}
   * @throws IllegalArgumentException naming what is wanted and what was given
   */
  T admit(String what, Object raw);

  /**
   * A value that a state holds already, and nobody can change, as one of this type; without a copy, unless it must be
   * widened.
   *
   * @param what names the value in the error: {@code field 'x'}
   * @throws IllegalArgumentException naming what is wanted and what is there
   */
  default T taken(String what, Object held) {
    return admit(what, held);
  }

  /** One value: a boolean, a number, a text, an enum, an instant, or a record of admitted parts. */
  record One<T>(Class<T> type) implements FieldType<T> {
    @Override
    public String label() {
      return type.getSimpleName();
    }

    @Override
    public T admit(String what, Object raw) {
      return type.cast(Frozen.of(what, checked(what, raw, type)));
    }

    @Override
    public T taken(String what, Object held) {
      return checked(what, held, type);
    }
  }

  /** A list of values of one class. */
  record ListOf<E>(Class<E> element) implements FieldType<List<E>> {
    @Override
    public String label() {
      return "list of " + element.getSimpleName();
    }

    @Override
    public List<E> admit(String what, Object raw) {
      String part = "an element of " + what;
      List<?> given = checked(what, raw, List.class, label());
      return given.stream()
          .map(each -> element.cast(Frozen.of(part, checked(part, each, element))))
          .toList();
    }

    /** Each element was seen to be of the class. */
    @Override
    @SuppressWarnings("unchecked")
    public List<E> taken(String what, Object held) {
      boolean fits = held instanceof List<?> many && many.stream().allMatch(element::isInstance);
      return fits ? (List<E>) held : admit(what, held);
    }
  }

  /** Values of one class by name. */
  record MapOf<V>(Class<V> value) implements FieldType<Map<String, V>> {
    @Override
    public String label() {
      return "map of " + value.getSimpleName();
    }

    /** Each value was checked to be of the class. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, V> admit(String what, Object raw) {
      Map<?, ?> given = checked(what, raw, Map.class, label());
      Map<Object, Object> wide = new HashMap<>();
      given.forEach(
          (name, each) -> wide.put(name, checked("entry '" + name + "' of " + what, each, value)));
      return (Map<String, V>) Frozen.of(what, wide);
    }

    /** Each value was seen to be of the class; a state holds maps with texts as keys only. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, V> taken(String what, Object held) {
      boolean fits =
          held instanceof FrozenMap map && map.values().stream().allMatch(value::isInstance);
      return fits ? (Map<String, V>) held : admit(what, held);
    }
  }

  /** One value of a class that can be changed; copied whenever it enters or leaves a state. */
  record Copied<T>(Class<T> type, UnaryOperator<T> copy) implements FieldType<T> {
    @Override
    public String label() {
      return type.getSimpleName();
    }

    @Override
    public T admit(String what, Object raw) {
      return copy.apply(checked(what, raw, type));
    }

    /** Two declarations of one class are one type, however they copy. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Copied<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
      return type.hashCode();
    }
  }

  private static <T> T checked(String what, @Nullable Object raw, Class<T> type) {
    return checked(what, raw, type, type.getSimpleName());
  }

  private static <T> T checked(String what, @Nullable Object raw, Class<T> type, String label) {
    Object wide = raw == null ? null : widened(raw, type);
    if (!type.isInstance(wide)) {
      throw new IllegalArgumentException(
          what + " must be a " + label + " but was " + (raw == null ? "null" : Shown.value(raw)));
    }
    return type.cast(wide);
  }

  private static Object widened(Object raw, Class<?> type) {
    boolean whole = raw instanceof Integer || raw instanceof Short || raw instanceof Byte;
    if (type == Long.class && whole) {
      return ((Number) raw).longValue();
    }
    if (type == Double.class && (whole || raw instanceof Float)) {
      return ((Number) raw).doubleValue();
    }
    if (type == Double.class && raw instanceof Long exact) {
      double near = exact;
      return new BigDecimal(near).compareTo(BigDecimal.valueOf(exact)) == 0 ? near : raw;
    }
    return raw;
  }
}
