package io.millrace.core.action;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records taken apart and put together again, so that no list in them is still somebody's to change. */
final class FrozenRecords {

  private FrozenRecords() {}

  /** The record itself if nothing in it can change; otherwise one made of frozen parts. */
  static Record of(String what, Record whole) {
    if (Frozen.holds(whole)) {
      return whole;
    }
    RecordComponent[] components = whole.getClass().getRecordComponents();
    List<@Nullable Object> given = parts(whole);
    @Nullable Object[] frozen = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Object part = given.get(i);
      frozen[i] =
          part == null ? null : Frozen.of("'" + components[i].getName() + "' of " + what, part);
    }
    Record copy = make(whole.getClass(), frozen);
    if (!Frozen.holds(copy)) {
      throw new IllegalArgumentException(what + " must be a record that keeps its lists and maps as"
          + " given but " + whole.getClass().getSimpleName() + " makes changeable ones of them");
    }
    return copy;
  }

  /** The values of the components, in their order. */
  static List<@Nullable Object> parts(Record whole) {
    List<@Nullable Object> parts = new ArrayList<>();
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      parts.add(called(whole.getClass(), () -> accessor.invoke(whole)));
    }
    return Collections.unmodifiableList(parts);
  }

  /** A record of these parts, by its canonical constructor. */
  static <S extends Record> S make(Class<S> type, @Nullable Object[] parts) {
    Class<?>[] types = Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    Object made = called(type, () -> {
      Constructor<S> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(parts);
    });
    return type.cast(Objects.requireNonNull(made));
  }

  private static @Nullable Object called(Class<?> type, Reflection call) {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type.getName() + " cannot be read or made", e);
    }
  }

  private interface Reflection {
    @Nullable
    Object run() throws ReflectiveOperationException;
  }
}
