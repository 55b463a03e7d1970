package io.millrace.testkit;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the text in a state: what can be reached through its fields, collections and arrays, each object once. Text may
 * be in arrays of characters, of code points and of bytes, which count as UTF-8, and in characters one by one.
 */
final class HeldText {

  /** As signed bytes, those of the form 10xxxxxx are all below this. */
  private static final byte FIRST_BEGINNING = -64;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> toSee = new ArrayDeque<>();
  private long codePoints;

  private HeldText() {}

  static long in(Object state) {
    HeldText held = new HeldText();
    held.add(state);
    while (!held.toSee.isEmpty()) {
      held.see(held.toSee.pop());
    }
    return held.codePoints;
  }

  private void add(@Nullable Object part) {
    if (part instanceof Character) {
      codePoints++; // Equal ones are one object.
    } else if (part != null && seen.add(part)) {
      toSee.push(part);
    }
  }

  private void see(Object part) {
    if (part instanceof CharSequence text) {
      codePoints += text.codePoints().count();
    } else if (part.getClass().isArray()) {
      seeArray(part);
    } else if (part instanceof Collection<?> many) {
      many.forEach(this::add);
    } else if (part instanceof Map<?, ?> map) {
      map.keySet().forEach(this::add);
      map.values().forEach(this::add);
    } else if (part instanceof Optional<?> one) {
      one.ifPresent(this::add);
    } else if (!(part instanceof Enum<?>)) { // A constant is the same for all requests.
      seeFields(part);
    }
  }

  private void seeArray(Object array) {
    if (array instanceof char[] units) {
      codePoints += Character.codePointCount(units, 0, units.length);
    } else if (array instanceof int[] points) {
      codePoints += points.length;
    } else if (array instanceof byte[] bytes) {
      codePoints += beginnings(bytes);
    } else if (array instanceof Object[] objects) {
      Arrays.asList(objects).forEach(this::add);
    }
  }

  /** The bytes that begin a code point in UTF-8: all but those of the form 10xxxxxx. */
  private static long beginnings(byte[] bytes) {
    return IntStream.range(0, bytes.length)
        .filter(i -> bytes[i] >= FIRST_BEGINNING)
        .count();
  }

  /** Other classes of the JDK hold no text, or do not show it. */
  private void seeFields(Object part) {
    for (Class<?> type = part.getClass();
        type != null && !type.getName().startsWith("java.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          add(value(field, part));
        }
      }
    }
  }

  private static @Nullable Object value(Field field, Object of) {
    try {
      AccessibleObject.setAccessible(new AccessibleObject[] {field}, true);
      return field.get(of);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new IllegalStateException(field + " of a state cannot be read", e);
    }
  }
}
