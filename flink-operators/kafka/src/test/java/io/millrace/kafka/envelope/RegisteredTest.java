package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.kafka.registry.RegistryClient;
import io.millrace.kafka.registry.RegistryException;
import io.millrace.kafka.registry.SchemaRegistry;
import io.millrace.kafka.registry.TestRegistry;
import io.millrace.schemas.ProducerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Envelopes with the ids of a registry: see {@link TestRegistry#start()} for which. */
class RegisteredTest {

  private static final Schema NEWER_PAYLOAD = SchemaBuilder.record("ProducerId")
      .namespace("io.millrace.schemas")
      .fields()
      .requiredString("name")
      .name("region")
      .type()
      .stringType()
      .stringDefault("eu")
      .requiredString("version")
      .endRecord();

  private static final Message<ProducerId> MESSAGE = Message.of("r", 5, new ProducerId("m", "2"));

  private static TestRegistry server;

  private SchemaRegistry registry;
  private EnvelopeFormat format;

  @BeforeAll
  static void start() throws Exception {
    server = TestRegistry.start();
  }

  @BeforeEach
  void find() {
    registry = SchemaRegistry.of(server.url());
    format = EnvelopeFormat.registry(registry);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatIsWrittenIsReadByTheIdInIt() throws Exception {
    byte[] bytes = format.encoder(ProducerId.class, "written").encode(MESSAGE);

    int id = new RegistryClient(registry.withoutRegistering())
        .id("written-value", MessageSchema.of(ProducerId.class));
    assertThat(bytes).startsWith(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    assertThat(format.decoder(ProducerId.class, List.of()).decode(bytes, null)).isEqualTo(MESSAGE);
  }

  @Test
  void everyWriterOfOneSchemaHasOneIdAndItIsWhatOthersThanJavaWrite() {
    byte[] one = format.encoder(ProducerId.class, "one").encode(MESSAGE);
    byte[] same = format.encoder(ProducerId.class, "one").encode(MESSAGE);
    byte[] elsewhere = format.encoder(ProducerId.class, "other").encode(MESSAGE);

    assertThat(one).isEqualTo(same).isEqualTo(elsewhere);
    assertThat(new RegistryClient(registry).schema(ByteBuffer.wrap(one).getInt(1)))
        .hasValueSatisfying(
            text -> assertThat(text).contains("request_id").doesNotContain("avro.java.string"));
  }

  @Test
  void aFieldOfTomorrowIsIgnoredWithoutBeingTold() throws Exception {
    Schema writer = MessageSchema.of(NEWER_PAYLOAD);
    format.encoder(ProducerId.class, "evolving");
    int id = new RegistryClient(registry).id("evolving-value", writer);
    GenericRecord payload = new GenericRecordBuilder(NEWER_PAYLOAD)
        .set("name", "m")
        .set("version", "2")
        .build();
    GenericRecord message = new GenericRecordBuilder(writer)
        .set("request_id", "r")
        .set("sequence", 5L)
        .set("payload", payload)
        .build();

    assertThat(format.decoder(ProducerId.class, List.of()).decode(written(id, message), null))
        .isEqualTo(MESSAGE);
  }

  private static byte[] written(int id, GenericRecord message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder to = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(message.getSchema()).write(message, to);
    to.flush();
    return bytes.toByteArray();
  }

  @Test
  void aSchemaThatIsNotToBeRegisteredMustBeThere() {
    EnvelopeFormat found = EnvelopeFormat.registry(registry.withoutRegistering());

    assertThatThrownBy(() -> found.encoder(ProducerId.class, "left-to-others"))
        .isInstanceOf(RegistryException.class)
        .hasMessage("registry " + registry
            + " must have the schema io.millrace.schemas.ProducerIdMessage under subject"
            + " 'left-to-others-value', for it is not to be registered, but has not");
    byte[] registered = format.encoder(ProducerId.class, "left-to-others").encode(MESSAGE);
    assertThat(found.encoder(ProducerId.class, "left-to-others").encode(MESSAGE))
        .isEqualTo(registered);
  }

  @Test
  void aSchemaThatDoesNotSuitThoseOfItsTopicFailsItsWriter() {
    Schema incompatible = SchemaBuilder.record("io.millrace.schemas.ProducerIdMessage")
        .fields()
        .requiredInt("request_id")
        .endRecord();
    new RegistryClient(registry).id("taken-value", incompatible);

    assertThatThrownBy(() -> format.encoder(ProducerId.class, "taken"))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("registry " + registry
            + " refuses the schema io.millrace.schemas.ProducerIdMessage for subject"
            + " 'taken-value': ");
  }

  @Test
  void anIdThatTheRegistryDoesNotKnowIsTheRecordsFault() {
    assertRefused(
        new byte[] {0, 0x7f, 0, 0, 1, 2},
        "an envelope must have the id of an Avro schema that registry " + registry
            + " knows but has 2130706433");
  }

  @Test
  void bytesThatAreNoEnvelopeAreTheRecordsFault() {
    assertRefused(new byte[4], "an envelope must have at least 5 bytes but has 4");
    assertRefused(
        "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
        "an envelope must begin with the byte 00 and a schema's id but begins with 7b");
  }

  @Test
  void aSchemaOfSomethingElseIsTheRecordsFault() {
    int id = new RegistryClient(registry).id("text-value", Schema.create(Schema.Type.STRING));
    byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 0).array();

    assertRefused(
        bytes,
        "an envelope must be a io.millrace.schemas.ProducerIdMessage but is not:"
            + " org.apache.avro.AvroTypeException: Found string, expecting"
            + " io.millrace.schemas.ProducerIdMessage");
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> format.decoder(ProducerId.class, List.of()).decode(bytes, null))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage(message);
  }
}
