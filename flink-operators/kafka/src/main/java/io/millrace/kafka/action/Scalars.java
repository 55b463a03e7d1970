package io.millrace.kafka.action;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single values of each class, from what was written of them; a whole number is widened where nothing is lost. */
final class Scalars {

  /** Reads one, or gives null if it is none. */
  @FunctionalInterface
  private interface Reading {
    @Nullable
    Object of(Object raw);
  }

  private static final Map<Class<?>, Reading> READINGS = readings();

  private Scalars() {}

  private static Map<Class<?>, Reading> readings() {
    Map<Class<?>, Reading> readings = new HashMap<>();
    readings.put(Boolean.class, raw -> raw instanceof Boolean ? raw : null);
    readings.put(String.class, raw -> raw instanceof String ? raw : null);
    readings.put(Long.class, raw -> raw instanceof Long ? raw : null);
    readings.put(
        Integer.class, raw -> within(raw, Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue));
    readings.put(
        Short.class, raw -> within(raw, Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue));
    readings.put(Byte.class, raw -> within(raw, Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue));
    readings.put(Double.class, Scalars::asDouble);
    readings.put(Float.class, Scalars::asFloat);
    readings.put(
        Character.class, raw -> raw instanceof String s && s.length() == 1 ? s.charAt(0) : null);
    readings.put(BigInteger.class, Scalars::asBigInteger);
    readings.put(BigDecimal.class, Scalars::asBigDecimal);
    readings.put(Instant.class, raw -> raw instanceof String s ? Instant.parse(s) : null);
    readings.put(
        ByteBuffer.class, raw -> raw instanceof ByteBuffer b ? b.asReadOnlyBuffer() : null);
    readings.put(byte[].class, raw -> raw instanceof ByteBuffer b ? bytes(b) : null);
    return readings;
  }

  static boolean reads(Class<?> type) {
    return type.isEnum() || READINGS.containsKey(type);
  }

  static Object read(String what, Object raw, Class<?> type) {
    Object read = null;
    try {
      Reading reading = READINGS.get(type);
      read = reading == null ? symbol(raw, type) : reading.of(raw);
    } catch (NumberFormatException | DateTimeException e) {
      read = null;
    }
    if (read == null) {
      throw AnyReader.mismatch(what, wanted(type), raw);
    }
    return read;
  }

  private static String wanted(Class<?> type) {
    return type.isEnum()
        ? "one of " + Arrays.toString(type.getEnumConstants())
        : "a " + type.getSimpleName();
  }

  private static @Nullable Object symbol(Object raw, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(raw)) {
        return constant;
      }
    }
    return null;
  }

  @FunctionalInterface
  private interface Narrowing {
    Object of(Long number);
  }

  private static @Nullable Object within(Object raw, long least, long most, Narrowing narrowing) {
    return raw instanceof Long number && number >= least && number <= most
        ? narrowing.of(number)
        : null;
  }

  private static @Nullable Object asDouble(Object raw) {
    if (raw instanceof Long whole) {
      double near = whole;
      return new BigDecimal(near).compareTo(BigDecimal.valueOf(whole)) == 0 ? near : null;
    }
    return raw instanceof Double ? raw : null;
  }

  private static @Nullable Object asFloat(Object raw) {
    return asDouble(raw) instanceof Double number ? number.floatValue() : null;
  }

  private static @Nullable Object asBigInteger(Object raw) {
    if (raw instanceof Long whole) {
      return BigInteger.valueOf(whole);
    }
    return raw instanceof String digits ? new BigInteger(digits) : null;
  }

  private static @Nullable Object asBigDecimal(Object raw) {
    if (raw instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    return raw instanceof String digits ? new BigDecimal(digits) : null;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
