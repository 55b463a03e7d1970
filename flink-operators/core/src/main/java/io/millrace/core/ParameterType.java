package io.millrace.core;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The closed family of parameter types, and what each accepts: a wider number never silently loses digits. */
record ParameterType<T>(String label, Function<Object, @Nullable T> reading) {

  static final ParameterType<Boolean> BOOLEAN =
      new ParameterType<>("boolean", raw -> raw instanceof Boolean b ? b : null);
  static final ParameterType<Long> LONG = new ParameterType<>("long", ParameterType::readLong);
  static final ParameterType<Double> DOUBLE =
      new ParameterType<>("double", ParameterType::readDouble);
  static final ParameterType<String> STRING =
      new ParameterType<>("string", raw -> raw instanceof String s ? s : null);
  static final ParameterType<List<String>> STRINGS =
      new ParameterType<>("list of strings", ParameterType::readStrings);

  Optional<T> convert(Object raw) {
    return Optional.ofNullable(reading.apply(raw));
  }

  /** The value as one of the five types, so that equal parameters are equal however they were given. */
  static Object normalise(String name, @Nullable Object raw) {
    if (raw instanceof Boolean
        || raw instanceof String
        || raw instanceof Long
        || raw instanceof Double) {
      return raw;
    }
    Object value =
        raw == null ? null : firstNonNull(readLong(raw), readDouble(raw), readStrings(raw));
    if (value == null) {
      throw Status.Code.INVALID_ARGUMENT
          .because("parameter '" + name
              + "' must be a boolean, a number, a string or a list of strings but was "
              + raw)
          .asException();
    }
    return value;
  }

  private static @Nullable Object firstNonNull(@Nullable Object... candidates) {
    for (Object candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable Long readLong(Object raw) {
    return raw instanceof Long
            || raw instanceof Integer
            || raw instanceof Short
            || raw instanceof Byte
        ? ((Number) raw).longValue()
        : null;
  }

  private static @Nullable Double readDouble(Object raw) {
    Long whole = readLong(raw);
    if (whole != null) {
      double near = whole;
      return new BigDecimal(near).compareTo(BigDecimal.valueOf(whole)) == 0 ? near : null;
    }
    boolean number = raw instanceof Double || raw instanceof Float;
    return number && !Double.isNaN(((Number) raw).doubleValue())
        ? ((Number) raw).doubleValue()
        : null;
  }

  private static @Nullable List<String> readStrings(Object raw) {
    if (!(raw instanceof Collection<?> many) || !many.stream().allMatch(String.class::isInstance)) {
      return null;
    }
    return many.stream().map(String.class::cast).toList();
  }
}
