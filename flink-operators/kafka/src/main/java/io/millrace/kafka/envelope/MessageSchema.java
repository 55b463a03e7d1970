package io.millrace.kafka.envelope;

import io.millrace.core.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The schema of a message, by one rule: that of a payload {@code a.b.C} is {@code a.b.CMessage}; that of a payload without a
 * name, such as a string, is {@code io.millrace.envelope.StringMessage}. The fields are those of {@link
 * io.millrace.core.Message}; its origin is not among them, for the reader knows where it reads.
 *
 * <p>All fields but {@code request_id} and {@code sequence} have defaults, so that readers and writers of different ages
 * understand each other; payloads evolve by Avro's rules.
 */
public final class MessageSchema {

  static final int REQUEST_ID = 0;
  static final int ATTEMPT = 1;
  static final int SEQUENCE = 2;
  static final int PAYLOAD = 3;
  static final int PARAMETERS = 4;
  static final int HEADERS = 5;
  static final int LAST = 6;
  static final int STATUS = 7;

  static final int CODE = 0;
  static final int STATUS_MESSAGE = 1;

  static final Schema STATUS_CODE = Schema.createEnum(
      "StatusCode",
      "gRPC's canonical codes. A reader that does not know a newer one sees UNKNOWN.",
      "io.millrace.envelope",
      Arrays.stream(Status.Code.values()).map(Enum::name).toList(),
      Status.Code.UNKNOWN.name());

  static final Schema STATUS_RECORD = Schema.createRecord(
      "Status",
      "How a request stands; anything but OK has ended it.",
      "io.millrace.envelope",
      false,
      List.of(
          field("code", STATUS_CODE, "The canonical code.", Status.Code.OK.name()),
          field("message", string(), "What went wrong; empty for OK.", "")));

  private static final Map<Class<?>, Schema.Type> PLAIN = Map.of(
      String.class, Schema.Type.STRING,
      Boolean.class, Schema.Type.BOOLEAN,
      Integer.class, Schema.Type.INT,
      Long.class, Schema.Type.LONG,
      Float.class, Schema.Type.FLOAT,
      Double.class, Schema.Type.DOUBLE,
      ByteBuffer.class, Schema.Type.BYTES);

  private MessageSchema() {}

  /**
   * The schema of messages with payloads of a class: a generated Avro record, a string, a boxed primitive or a {@link
   * ByteBuffer}.
   *
   * @throws IllegalArgumentException if it is another class
   */
  public static Schema of(Class<?> payload) {
    return of(payload(payload));
  }

  static Schema payload(Class<?> payload) {
    Schema.Type plain = PLAIN.get(payload);
    if (plain != null) {
      return plain == Schema.Type.STRING ? string() : Schema.create(plain);
    }
    if (SpecificRecord.class.isAssignableFrom(payload)) {
      return SpecificData.get().getSchema(payload);
    }
    throw new IllegalArgumentException(
        "a payload must be a generated Avro record, a String, a boxed primitive or a ByteBuffer but was a "
            + payload.getName());
  }

  /** The schema of messages with payloads of a schema, where all else is as in another schema of messages. */
  static Schema of(Schema envelope, Schema payload) {
    List<Field> fields = envelope.getFields().stream()
        .map(field ->
            new Field(field, field.name().equals("payload") ? optional(payload) : field.schema()))
        .toList();
    return Schema.createRecord(name(payload), envelope.getDoc(), namespace(payload), false, fields);
  }

  private static Schema optional(Schema payload) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), payload);
  }

  /**
   * The schema of messages with payloads of a schema: what a writer used whose payload was an older or a newer one.
   *
   * @throws IllegalArgumentException if the payload's is a union or null, for a payload may be absent as it is
   */
  public static Schema of(Schema payload) {
    if (payload.isUnion() || payload.getType() == Schema.Type.NULL) {
      throw new IllegalArgumentException(
          "a payload's schema must not be a union or null but was " + payload);
    }
    Schema value = Schema.createUnion(
        Schema.create(Schema.Type.BOOLEAN),
        Schema.create(Schema.Type.LONG),
        Schema.create(Schema.Type.DOUBLE),
        string(),
        Schema.createArray(string()));
    return Schema.createRecord(
        name(payload),
        "One element of a request's stream.",
        namespace(payload),
        false,
        List.of(
            new Field("request_id", string(), "Names the request."),
            field(
                "attempt",
                Schema.create(Schema.Type.INT),
                "Which try at the request it belongs to.",
                0),
            new Field(
                "sequence",
                Schema.create(Schema.Type.LONG),
                "Its place in the request, from 0; -1 where nobody counts."),
            field(
                "payload",
                optional(payload),
                "The element; null where it only ends the request.",
                JsonProperties.NULL_VALUE),
            field(
                "parameters",
                map(value),
                "The request's parameters, on its first message.",
                Map.of()),
            field("headers", map(string()), "What travels with the request beside it.", Map.of()),
            field(
                "last",
                Schema.create(Schema.Type.BOOLEAN),
                "Whether the request ends with it.",
                false),
            field("status", STATUS_RECORD, "How the request stands.", wellEnded())));
  }

  private static String name(Schema payload) {
    String name = payload.getName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Message";
  }

  private static String namespace(Schema payload) {
    boolean named = switch (payload.getType()) {
      case RECORD, ENUM, FIXED -> true;
      default -> false;
    };
    return named && payload.getNamespace() != null
        ? payload.getNamespace()
        : "io.millrace.envelope";
  }

  private static Field field(String name, Schema schema, String doc, Object byDefault) {
    return new Field(name, schema, doc, byDefault);
  }

  /** In one order, which {@link Map#of} has not: the schema's text must not vary by the process. */
  private static Map<String, String> wellEnded() {
    Map<String, String> status = new LinkedHashMap<>();
    status.put("code", Status.Code.OK.name());
    status.put("message", "");
    return status;
  }

  private static Schema map(Schema values) {
    return text(Schema.createMap(values));
  }

  private static Schema string() {
    return text(Schema.create(Schema.Type.STRING));
  }

  /** What Avro reads as a {@link String}, not as its own kind. */
  private static Schema text(Schema schema) {
    GenericData.setStringType(schema, StringType.String);
    return schema;
  }
}
