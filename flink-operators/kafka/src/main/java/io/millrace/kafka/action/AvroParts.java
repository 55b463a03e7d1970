package io.millrace.kafka.action;

import io.millrace.schemas.AnyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Avro's generated records taken apart and put together again, by their schemas. */
final class AvroParts {

  private AvroParts() {}

  /** The values of the fields, by name. */
  static Map<String, @Nullable Object> of(IndexedRecord whole) {
    Map<String, @Nullable Object> parts = new TreeMap<>();
    for (Field field : whole.getSchema().getFields()) {
      parts.put(field.name(), whole.get(field.pos()));
    }
    return parts;
  }

  /** A record of what was written of its fields. */
  static Object make(String what, Class<?> type, Map<String, AnyValue> written) {
    return make(what, SpecificData.get().getSchema(type), data(type), written);
  }

  /** What finds the classes of records and enums within: where the whole one's is. */
  private static SpecificData data(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? SpecificData.get() : new SpecificData(loader);
  }

  private static Object make(
      String what, Schema schema, SpecificData data, Map<String, AnyValue> written) {
    IndexedRecord made = (IndexedRecord) data.newRecord(null, schema);
    for (Field field : schema.getFields()) {
      AnyValue part = written.get(field.name());
      String name = "'" + field.name() + "' of " + what;
      made.put(
          field.pos(),
          part == null
              ? byDefault(name, field, data)
              : value(name, part.getValue(), field.schema(), data));
    }
    return made;
  }

  private static @Nullable Object byDefault(String what, Field field, SpecificData data) {
    if (!field.hasDefaultValue()) {
      throw new IllegalArgumentException(what + " must be there but is not");
    }
    return data.getDefaultValue(field);
  }

  private static @Nullable Object value(
      String what, @Nullable Object raw, Schema schema, SpecificData data) {
    Schema branch = ValueCheck.branch(schema);
    if (raw == null) {
      if (schema.isNullable()) {
        return null;
      }
      throw new IllegalArgumentException(what + " must not be null");
    }
    return switch (branch.getType()) {
      case RECORD -> make(what, branch, data, AnyReader.entries(what, raw));
      case ENUM -> symbol(what, raw, branch, data);
      case ARRAY -> elements(what, raw, branch.getElementType(), data);
      case MAP -> entries(what, raw, branch.getValueType(), data);
      case FIXED -> data.createFixed(null, bytes(what, raw, branch.getFixedSize()), branch);
      case INT -> Scalars.read(what, raw, Integer.class);
      case LONG -> Scalars.read(what, raw, Long.class);
      case FLOAT -> Scalars.read(what, raw, Float.class);
      case DOUBLE -> Scalars.read(what, raw, Double.class);
      case BOOLEAN -> Scalars.read(what, raw, Boolean.class);
      case STRING -> Scalars.read(what, raw, String.class);
      case BYTES -> Scalars.read(what, raw, ByteBuffer.class);
      case NULL, UNION -> throw AnyReader.mismatch(what, "null", raw);
    };
  }

  /** A symbol that only a newer writer knows is what the enum says of such. */
  private static Object symbol(String what, Object raw, Schema schema, SpecificData data) {
    String symbol = (String) Scalars.read(what, raw, String.class);
    String known = schema.hasEnumSymbol(symbol) ? symbol : schema.getEnumDefault();
    if (known == null) {
      throw AnyReader.mismatch(what, "one of " + schema.getEnumSymbols(), raw);
    }
    return data.createEnum(known, schema);
  }

  private static List<@Nullable Object> elements(
      String what, Object raw, Schema element, SpecificData data) {
    List<@Nullable Object> values = new ArrayList<>();
    for (AnyValue each : AnyReader.elements(what, raw)) {
      values.add(value("an element of " + what, each.getValue(), element, data));
    }
    return values;
  }

  private static Map<String, @Nullable Object> entries(
      String what, Object raw, Schema value, SpecificData data) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    AnyReader.entries(what, raw)
        .forEach((name, each) -> values.put(
            name, value("entry '" + name + "' of " + what, each.getValue(), value, data)));
    return values;
  }

  private static byte[] bytes(String what, Object raw, int length) {
    byte[] bytes = (byte[]) Scalars.read(what, raw, byte[].class);
    if (bytes.length != length) {
      throw AnyReader.mismatch(what, length + " bytes", raw);
    }
    return bytes;
  }
}
