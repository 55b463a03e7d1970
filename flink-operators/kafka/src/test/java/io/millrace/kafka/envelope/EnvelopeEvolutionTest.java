package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.schemas.ProducerId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Readers of today read what older and newer writers wrote, once they know their schemas. */
class EnvelopeEvolutionTest {

  private static final Schema NEWER_PAYLOAD = SchemaBuilder.record("ProducerId")
      .namespace("io.millrace.schemas")
      .fields()
      .requiredString("name")
      .requiredString("region")
      .requiredString("version")
      .endRecord();

  @Test
  void aFieldThatTomorrowsPayloadHasIsIgnored() throws Exception {
    Schema writer = MessageSchema.of(NEWER_PAYLOAD);
    GenericRecord payload = new GenericRecordBuilder(NEWER_PAYLOAD)
        .set("name", "m")
        .set("region", "eu")
        .set("version", "2")
        .build();

    Message<ProducerId> read = read(writer, written(writer, payload));

    assertThat(read.payload()).isEqualTo(new ProducerId("m", "2"));
  }

  @Test
  void aFieldThatTomorrowsEnvelopeHasIsIgnored() throws Exception {
    Schema today = MessageSchema.of(ProducerId.class);
    List<Field> fields = new ArrayList<>();
    today.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
    fields.add(2, new Field("priority", Schema.create(Schema.Type.INT)));
    Schema writer = Schema.createRecord(today.getName(), "", today.getNamespace(), false, fields);
    GenericRecord message = written(writer, new ProducerId("m", "2"));
    message.put("priority", 7);

    assertThat(read(writer, message).payload()).isEqualTo(new ProducerId("m", "2"));
  }

  @Test
  void whatAnOlderEnvelopeLacksHasItsDefault() throws Exception {
    Schema today = MessageSchema.of(ProducerId.class);
    List<Field> fields = List.of(
        new Field("request_id", Schema.create(Schema.Type.STRING)),
        new Field("sequence", Schema.create(Schema.Type.LONG)));
    Schema writer = Schema.createRecord(today.getName(), "", today.getNamespace(), false, fields);

    Message<ProducerId> read = read(
        writer,
        new GenericRecordBuilder(writer)
            .set("request_id", "r")
            .set("sequence", 5L)
            .build());

    assertThat(read)
        .isEqualTo(new Message<ProducerId>(
            "r", 0, 5, null, Parameters.NONE, Map.of(), false, Status.OK, null));
  }

  @Test
  void aStatusThatOnlyTomorrowKnowsIsUnknown() throws Exception {
    String json = MessageSchema.of(ProducerId.class).toString();
    Schema writer =
        new Schema.Parser().parse(json.replace("\"CANCELLED\"", "\"CANCELLED\",\"TIRED\""));
    GenericRecord message = written(writer, new ProducerId("m", "2"));
    Schema status = writer.getField("status").schema();
    message.put("last", true);
    message.put(
        "status",
        new GenericRecordBuilder(status)
            .set("code", new GenericData.EnumSymbol(status.getField("code").schema(), "TIRED"))
            .set("message", "slept")
            .build());

    assertThat(read(writer, message).status()).isEqualTo(Status.Code.UNKNOWN.because("slept"));
  }

  private static GenericRecord written(Schema writer, Object payload) {
    GenericRecord message = new GenericData.Record(writer);
    for (Field field : writer.getFields()) {
      if (field.hasDefaultValue()) {
        message.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    message.put("request_id", "r");
    message.put("sequence", 5L);
    message.put("payload", payload);
    return message;
  }

  private static Message<ProducerId> read(Schema writer, GenericRecord message) throws Exception {
    ByteBuffer encoded =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), writer).encode(message);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return MessageDecoder.of(ProducerId.class, writer).decode(bytes, null);
  }
}
