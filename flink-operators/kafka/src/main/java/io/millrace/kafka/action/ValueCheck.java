package io.millrace.kafka.action;

import io.millrace.core.action.FieldType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** Refuses what could not be written as {@link io.millrace.schemas.AnyValue}, or not be read again as what it was. */
final class ValueCheck {

  static final String WHAT_HAS_A_PLACE =
      "a boolean, a number, a text, bytes, an enum, an instant, a record of Java's or Avro's, or a list, a set or a map of"
          + " these";

  private final Set<Object> seen = new HashSet<>();

  private ValueCheck() {}

  static void of(String what, FieldType<?> type) {
    ValueType values = ValueType.of(type);
    of(values.shape() == ValueType.Shape.ONE ? what : "an element of " + what, values.type());
  }

  static void of(String what, Class<?> type) {
    new ValueCheck().check(what, type);
  }

  private void check(String what, Type type) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      Type raw = generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      boolean texts = raw == Map.class && arguments[0] == String.class;
      if (texts || raw == List.class || raw == Set.class) {
        check("an element of " + what, arguments[arguments.length - 1]);
        return;
      }
    }
    if (!(type instanceof Class<?> plain)) {
      throw refusal(what, type.getTypeName());
    }
    check(what, AnyReader.boxed(plain));
  }

  private void check(String what, Class<?> type) {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        check("'" + component.getName() + "' of " + what, component.getGenericType());
      }
    } else if (IndexedRecord.class.isAssignableFrom(type)) {
      checkSchema(what, SpecificData.get().getSchema(type));
    } else if (type != Void.class && !Scalars.reads(type)) {
      throw refusal(what, type.getName());
    }
  }

  private void checkSchema(String what, Schema schema) {
    if (schema.getLogicalType() != null) {
      throw refusal(what, "logical type " + schema.getLogicalType().getName());
    }
    Schema branch = branch(schema);
    switch (branch.getType()) {
      case UNION ->
        throw refusal(
            what,
            "union of " + branch.getTypes().stream().map(Schema::getFullName).toList());
      case RECORD -> checkFields(what, branch);
      case ARRAY -> checkSchema("an element of " + what, branch.getElementType());
      case MAP -> checkSchema("an element of " + what, branch.getValueType());
      default -> {
        if (schema.isUnion()) {
          checkSchema(what, branch);
        }
      }
    }
  }

  private void checkFields(String what, Schema record) {
    if (seen.add(record.getFullName())) {
      record
          .getFields()
          .forEach(field -> checkSchema("'" + field.name() + "' of " + what, field.schema()));
    }
  }

  /** What a schema is where it is not null; a union of more is itself. */
  static Schema branch(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<Schema> branches = schema.getTypes().stream()
        .filter(each -> each.getType() != Schema.Type.NULL)
        .toList();
    return branches.size() == 1 ? branches.get(0) : schema;
  }

  private static IllegalArgumentException refusal(String what, String is) {
    return new IllegalArgumentException(what + " must be " + WHAT_HAS_A_PLACE + " but is a " + is);
  }
}
