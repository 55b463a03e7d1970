package io.millrace.kafka.envelope;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The body alone, with a schema that a table of Flink's SQL can have: {@link #columns} says which. All values may be null, as
 * Flink's types may unless told otherwise. A table declares all columns in this order: Flink reads by what is declared.
 */
public record Plain() implements EnvelopeFormat {

  private static final int PAYLOAD = 3;
  private static final int PARAMETERS = 4;
  private static final int HEADERS = 5;
  private static final int LAST = 6;
  private static final int CODE = 7;
  private static final int STATUS_MESSAGE = 8;

  /**
   * The columns of a table over a topic of such messages, to be put between the brackets of {@code CREATE TABLE … WITH
   * ('connector' = 'kafka', 'format' = 'avro', …)}. For a payload of strings: {@code `request_id` STRING, `attempt` INT,
   * `sequence` BIGINT, `payload` STRING, `parameters` MAP<STRING, STRING>, `headers` MAP<STRING, STRING>, `last` BOOLEAN,
   * `status_code` STRING, `status_message` STRING}.
   *
   * @throws IllegalArgumentException if such payloads cannot be written so
   */
  public static String columns(Class<?> payload) {
    return PlainSchema.columns(new Plain().schema(payload));
  }

  @Override
  public Schema schema(Class<?> payload) {
    return schema(payload, new PlainSchema());
  }

  private static Schema schema(Class<?> payload, PlainSchema plain) {
    Schema whole = MessageSchema.of(payload);
    return Schema.createRecord(
        whole.getName(),
        whole.getDoc(),
        whole.getNamespace(),
        false,
        List.of(
            new Field("request_id", plain.string()),
            new Field("attempt", plain.nullable(Schema.create(Schema.Type.INT))),
            new Field("sequence", plain.nullable(Schema.create(Schema.Type.LONG))),
            new Field("payload", plain.of(whole.getField("payload").schema(), "payload")),
            new Field("parameters", plain.strings()),
            new Field("headers", plain.strings()),
            new Field("last", plain.nullable(Schema.create(Schema.Type.BOOLEAN))),
            new Field("status_code", plain.string()),
            new Field("status_message", plain.string())));
  }

  @Override
  public <T> MessageEncoder<T> encoder(Class<T> payload, String topic) {
    Schema schema = schema(payload);
    return new MessageEncoder<>(
        schema,
        new byte[0],
        new AvroBody(new PlainWriter(schema), message -> new View(message, schema)));
  }

  @Override
  public <T> MessageDecoder<T> decoder(Class<T> payload, List<Schema> writers) {
    if (!writers.isEmpty()) {
      throw new IllegalArgumentException(
          "plain envelopes must be told no writers' schemas, for they do not say which was theirs, but were told of "
              + writers.stream().map(Schema::getFullName).toList());
    }
    PlainSchema plain = new PlainSchema();
    Schema schema = schema(payload, plain);
    SpecificData data = new SpecificData(MessageEncoder.loader(payload));
    // The fast reader asks nobody how to read a string.
    data.setFastReaderEnabled(false);
    return new MessageDecoder<>(
        schema,
        new OneSchema(schema),
        written -> new PlainReader(written, data, plain.enums()),
        Plain::message);
  }

  @SuppressWarnings("unchecked")
  private static <T> Message<T> message(IndexedRecord read, @Nullable Origin origin) {
    return new Message<>(
        (String) read.get(MessageSchema.REQUEST_ID),
        (Integer) read.get(MessageSchema.ATTEMPT),
        (Long) read.get(MessageSchema.SEQUENCE),
        (T) read.get(PAYLOAD),
        parameters((Map<String, String>) read.get(PARAMETERS)),
        (Map<String, String>) read.get(HEADERS),
        (Boolean) read.get(LAST),
        MessageDecoder.status((String) read.get(CODE), (String) read.get(STATUS_MESSAGE)),
        origin);
  }

  private static Parameters parameters(Map<String, String> texts) {
    Map<String, Object> values = new TreeMap<>();
    texts.forEach((name, text) -> values.put(name, ParameterJson.parse(text)));
    return Parameters.of(values);
  }

  /** The one that readers and writers agree on. */
  private record OneSchema(Schema schema) implements Framing {
    @Override
    public int header() {
      return 0;
    }

    @Override
    public long key(byte[] bytes) {
      return 0;
    }

    @Override
    public Schema writer(long key) {
      return schema;
    }
  }

  private record View(Message<?> message, Schema schema) implements IndexedRecord {
    @Override
    public Schema getSchema() {
      return schema;
    }

    @Override
    public @Nullable Object get(int field) {
      return switch (field) {
        case MessageSchema.REQUEST_ID -> message.requestId();
        case MessageSchema.ATTEMPT -> message.attempt();
        case MessageSchema.SEQUENCE -> message.sequence();
        case PAYLOAD -> message.payload();
        case PARAMETERS -> texts(message.parameters());
        case HEADERS -> message.headers();
        case LAST -> message.last();
        case CODE -> message.status().code().name();
        case STATUS_MESSAGE -> message.status().message();
        default -> throw new IndexOutOfBoundsException("a message has no field " + field);
      };
    }

    private static Map<String, String> texts(Parameters parameters) {
      Map<String, String> texts = new TreeMap<>();
      parameters.asMap().forEach((name, value) -> texts.put(name, ParameterJson.write(value)));
      return texts;
    }

    @Override
    public void put(int field, Object value) {
      throw new UnsupportedOperationException("a message is not changed");
    }
  }
}
