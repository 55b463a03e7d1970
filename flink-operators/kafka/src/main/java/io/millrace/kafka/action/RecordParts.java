package io.millrace.kafka.action;

import io.millrace.schemas.AnyValue;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Java's records taken apart and put together again. */
final class RecordParts {

  private RecordParts() {}

  /** The values of the components, by name. */
  static Map<String, @Nullable Object> of(Record whole) {
    Map<String, @Nullable Object> parts = new TreeMap<>();
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      parts.put(
          component.getName(), called("a record", whole.getClass(), () -> accessor.invoke(whole)));
    }
    return parts;
  }

  /** A record of what was written of its components. */
  static Object make(String what, Class<? extends Record> type, Map<String, AnyValue> written) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] parts = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      parts[i] = part(what, components[i], written.get(components[i].getName()));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object made = called(what, type, () -> {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(parts);
    });
    return Objects.requireNonNull(made);
  }

  private static @Nullable Object part(
      String what, RecordComponent component, @Nullable AnyValue written) {
    Object raw = written == null ? null : written.getValue();
    if (raw == null) {
      return absent(component.getType());
    }
    return AnyReader.read(
        "'" + component.getName() + "' of " + what, raw, component.getGenericType());
  }

  private static @Nullable Object absent(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  private static @Nullable Object called(String what, Class<?> type, Reflection call) {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          what + " must be a " + type.getSimpleName() + " but is none: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type.getName() + " cannot be read or made", e);
    }
  }

  private interface Reflection {
    @Nullable
    Object run() throws ReflectiveOperationException;
  }
}
