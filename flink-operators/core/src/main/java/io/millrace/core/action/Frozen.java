package io.millrace.core.action;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of a value one that nobody can change: itself, or a deep copy. Everything else is refused. */
final class Frozen {

  private static final Set<Class<?>> SCALARS = Set.of(
      Boolean.class,
      Byte.class,
      Short.class,
      Integer.class,
      Long.class,
      Float.class,
      Double.class,
      Character.class,
      String.class,
      BigInteger.class,
      BigDecimal.class,
      Instant.class);

  /** {@code Stream.toList()} gives unmodifiable lists too, but of a kind that {@code copyOf} copies. */
  private static final Class<?> OF_STREAMS = Stream.of(1, 2, 3).toList().getClass();

  private Frozen() {}

  /** Whether the values of the class are single and never change. */
  static boolean isScalar(Class<?> type) {
    return SCALARS.contains(type)
        || type.isEnum()
        || (type.getSuperclass() != null && type.getSuperclass().isEnum());
  }

  /**
   * The value as one that cannot change.
   *
   * @param what names the value in the error: {@code field 'x'}
   * @throws IllegalArgumentException if the value, or a part of it, could be changed and cannot be copied
   */
  static Object of(String what, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(what + " must not be null");
    }
    if (isScalar(value.getClass())) {
      return value;
    }
    if (value instanceof List<?> many) {
      return List.copyOf(elements(what, many));
    }
    if (value instanceof Set<?> many) {
      return Set.copyOf(elements(what, many));
    }
    if (value instanceof Map<?, ?> named) {
      return named instanceof FrozenMap ? named : map(what, named);
    }
    if (value instanceof Record whole) {
      return FrozenRecords.of(what, whole);
    }
    throw new IllegalArgumentException(what
        + " must be a boolean, a number, a text, an enum, an instant, a record, a list or a map"
        + " of these, which nobody can change, but was " + Shown.value(value));
  }

  private static List<Object> elements(String what, Collection<?> many) {
    List<Object> frozen = new ArrayList<>(many.size());
    for (Object element : many) {
      frozen.add(of("an element of " + what, element));
    }
    return frozen;
  }

  private static FrozenMap map(String what, Map<?, ?> named) {
    TreeMap<String, Object> frozen = new TreeMap<>();
    for (Map.Entry<?, ?> entry : named.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException(
            what + " must have texts as keys but has " + entry.getKey());
      }
      frozen.put(name, of("entry '" + name + "' of " + what, entry.getValue()));
    }
    return new FrozenMap(frozen);
  }

  /** Whether nobody can change the value or a part of it. */
  static boolean holds(@Nullable Object value) {
    if (value == null || isScalar(value.getClass()) || value instanceof FrozenMap) {
      return true;
    }
    if (value instanceof Collection<?> many) {
      return many.stream().allMatch(Frozen::holdsElement) && isItsOwnCopy(many);
    }
    if (value instanceof Map<?, ?> named) {
      return named.values().stream().allMatch(Frozen::holdsElement)
          && named.keySet().stream().allMatch(String.class::isInstance)
          && (Object) Map.copyOf(named) == value;
    }
    return value instanceof Record whole
        && FrozenRecords.parts(whole).stream().allMatch(Frozen::holds);
  }

  private static boolean holdsElement(@Nullable Object element) {
    return element != null && holds(element);
  }

  /** The JDK's {@code copyOf} gives back what it knows to be unmodifiable, and copies all else. */
  private static boolean isItsOwnCopy(Collection<?> many) {
    Object copy = many instanceof List<?> list ? List.copyOf(list) : Set.copyOf(many);
    return copy == many || many.getClass() == OF_STREAMS;
  }
}
