package io.millrace.kafka.action;

import io.millrace.schemas.AnyValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Writes values as what Avro has for them. */
final class AnyWriter {

  /** More than any data needs; a reader of whatever language takes it without running out of stack. */
  static final int DEEPEST = 100;

  private AnyWriter() {}

  static AnyValue any(String what, @Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "a value must be nested at most " + DEEPEST + " deep but is more");
    }
    return new AnyValue(value == null ? null : raw(what, value, depth));
  }

  static Map<String, AnyValue> entries(Map<String, ?> values) {
    Map<String, AnyValue> written = new TreeMap<>();
    values.forEach((name, value) -> written.put(name, any("value '" + name + "'", value, 0)));
    return written;
  }

  private static Object raw(String what, Object value, int depth) {
    if (value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof ByteBuffer) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof Enum<?> symbol) {
      return symbol.name();
    }
    return isText(value) ? value.toString() : composite(what, value, depth + 1);
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence
        || value instanceof Character
        || value instanceof Instant
        || value instanceof BigInteger
        || value instanceof BigDecimal;
  }

  private static Object composite(String what, Object value, int depth) {
    if (value instanceof Collection<?> many) {
      List<AnyValue> elements = new ArrayList<>(many.size());
      many.forEach(each -> elements.add(any("an element of " + what, each, depth)));
      if (many instanceof Set<?>) {
        // Each JVM has an order of its own, and the same state must have the same bytes.
        elements.sort(Comparator.comparing(AnyValue::toString));
      }
      return elements;
    }
    if (value instanceof Map<?, ?> named) {
      Map<String, AnyValue> written = new TreeMap<>();
      named.forEach((name, each) ->
          written.put(name(what, name), any("entry '" + name + "' of " + what, each, depth)));
      return written;
    }
    if (value instanceof Record whole) {
      return parts(what, RecordParts.of(whole), depth);
    }
    if (value instanceof IndexedRecord whole) {
      return parts(what, AvroParts.of(whole), depth);
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes.clone());
    }
    if (value instanceof GenericFixed fixed) {
      return ByteBuffer.wrap(fixed.bytes().clone());
    }
    throw new IllegalArgumentException(what + " must be " + ValueCheck.WHAT_HAS_A_PLACE
        + " but is a " + value.getClass().getName());
  }

  private static Map<String, AnyValue> parts(
      String what, Map<String, @Nullable Object> parts, int depth) {
    Map<String, AnyValue> written = new TreeMap<>();
    parts.forEach((name, part) -> written.put(name, any("'" + name + "' of " + what, part, depth)));
    return written;
  }

  private static String name(String what, @Nullable Object key) {
    if (key instanceof CharSequence name) {
      return name.toString();
    }
    throw new IllegalArgumentException(what + " must have texts as keys but has " + key);
  }
}
