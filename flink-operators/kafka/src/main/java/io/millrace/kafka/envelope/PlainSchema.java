package io.millrace.kafka.envelope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;

/**
 * Makes of a schema one that Flink derives from a table's columns: every value may be null, enums are strings, and what a
 * table cannot have is refused. Remembers the enums.
 */
final class PlainSchema {

  /** The property of a string that was an enum: the enum's name. */
  static final String ENUM = "millrace.enum";

  private final Map<String, Schema> enums = new HashMap<>();
  private final Set<String> within = new HashSet<>();

  /** The enums that were met, by their full names. */
  Map<String, Schema> enums() {
    return enums;
  }

  Schema string() {
    return nullable(text(Schema.create(Schema.Type.STRING)));
  }

  Schema strings() {
    return nullable(text(Schema.createMap(string())));
  }

  Schema nullable(Schema schema) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }

  Schema of(Schema schema, String path) {
    if (schema.getLogicalType() != null) {
      throw refusal(path, "the logical type " + schema.getLogicalType().getName());
    }
    return switch (schema.getType()) {
      case UNION -> ofUnion(schema, path);
      case RECORD -> nullable(ofRecord(schema, path));
      case ARRAY -> nullable(Schema.createArray(of(schema.getElementType(), path + "[]")));
      case MAP -> nullable(text(Schema.createMap(of(schema.getValueType(), path + "{}"))));
      case ENUM -> nullable(ofEnum(schema));
      case STRING -> string();
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, BYTES -> nullable(Schema.create(schema.getType()));
      case FIXED, NULL -> throw refusal(path, schema.getType().getName());
    };
  }

  private Schema ofUnion(Schema union, String path) {
    List<Schema> branches = union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .toList();
    if (branches.size() != 1) {
      throw refusal(
          path, "a union of " + branches.stream().map(Schema::getFullName).toList());
    }
    return of(branches.get(0), path);
  }

  private Schema ofRecord(Schema record, String path) {
    if (!within.add(record.getFullName())) {
      throw refusal(path, record.getFullName() + " in itself");
    }
    List<Field> fields = new ArrayList<>();
    for (Field field : record.getFields()) {
      fields.add(new Field(field.name(), of(field.schema(), path + "." + field.name())));
    }
    within.remove(record.getFullName());
    return Schema.createRecord(record.getName(), null, record.getNamespace(), false, fields);
  }

  private Schema ofEnum(Schema of) {
    enums.put(of.getFullName(), of);
    Schema name = text(Schema.create(Schema.Type.STRING));
    name.addProp(ENUM, of.getFullName());
    return name;
  }

  private static Schema text(Schema schema) {
    GenericData.setStringType(schema, StringType.String);
    return schema;
  }

  private static IllegalArgumentException refusal(String path, String what) {
    return new IllegalArgumentException(
        "a plain envelope's payload must be what a table can have but " + path + " is " + what);
  }

  /** The columns of a table with a schema made here. */
  static String columns(Schema schema) {
    return schema.getFields().stream()
        .map(field -> "`" + field.name() + "` " + type(field.schema()))
        .collect(Collectors.joining(", "));
  }

  private static String type(Schema nullable) {
    Schema schema = nullable.getTypes().get(1);
    return switch (schema.getType()) {
      case RECORD -> "ROW<" + columns(schema) + ">";
      case ARRAY -> "ARRAY<" + type(schema.getElementType()) + ">";
      case MAP -> "MAP<STRING, " + type(schema.getValueType()) + ">";
      case LONG -> "BIGINT";
      default -> schema.getType().name();
    };
  }
}
