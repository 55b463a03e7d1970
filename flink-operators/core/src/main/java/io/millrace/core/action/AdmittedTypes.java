package io.millrace.core.action;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which classes a state may hold: those whose values nobody can change, and that an engine can store by their class. */
final class AdmittedTypes {

  private AdmittedTypes() {}

  /**
   * Refuses what a state may not hold.
   *
   * @param what names what is declared: {@code field 'x'}
   * @throws IllegalArgumentException naming the class, and within a record the component
   */
  static void check(String what, Class<?> type) {
    check(what, type, new HashSet<>());
  }

  private static void check(String what, Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof Class<?> plain && (plain.isPrimitive() || Frozen.isScalar(plain))) {
      return;
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        String part = plain.getSimpleName() + "." + component.getName() + " of " + what;
        check(part, component.getGenericType(), seen);
      }
      return;
    }
    check("an element of " + what, element(what, type), seen);
  }

  private static Type element(String what, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      boolean list = generic.getRawType() == List.class || generic.getRawType() == Set.class;
      boolean map = generic.getRawType() == Map.class && arguments[0] == String.class;
      if (list || map) {
        return arguments[arguments.length - 1];
      }
    }
    throw new IllegalArgumentException(
        what + " must be of a class whose values nobody can change (a boolean, a number, String, an"
            + " enum, Instant, a record, List, Set or Map<String, …> of these) but is of "
            + type.getTypeName());
  }
}
