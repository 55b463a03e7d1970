package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.kafka.registry.RegistryClient;
import io.millrace.kafka.registry.RegistryException;
import io.millrace.kafka.registry.RegistryServer;
import io.millrace.kafka.registry.SchemaRegistry;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong between a job and its registry is no record's fault: it fails the job, which tries again. */
class RegistryTroubleTest {

  private static final Message<String> MESSAGE = Message.of("r", 0, "a");

  private RegistryServer server;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws Exception {
    server = new RegistryServer();
    registry = SchemaRegistry.of(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MessageEncoder<String> encoder() {
    return EnvelopeFormat.registry(registry).encoder(String.class, "t");
  }

  private MessageDecoder<String> decoder() {
    return EnvelopeFormat.registry(registry).decoder(String.class, List.of());
  }

  @Test
  void anOverloadedRegistryIsAskedAgainForTheSameRecord() throws Exception {
    byte[] bytes = encoder().encode(MESSAGE);
    MessageDecoder<String> decoder = decoder();
    server.refuse(1);

    assertThatThrownBy(() -> decoder.decode(bytes, null))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "registry " + registry + " must answer as Confluent's REST API does but answered"
                + " 503: {\"error_code\":50302,\"message\":\"overloaded\"}");
    assertThat(decoder.decode(bytes, null)).isEqualTo(MESSAGE);
  }

  @Test
  void anIdIsAskedForOnce() throws Exception {
    MessageEncoder<String> encoder = encoder();
    byte[] bytes = encoder.encode(MESSAGE);
    MessageDecoder<String> decoder = decoder();
    decoder.decode(bytes, null);
    server.close();

    assertThat(decoder.decode(encoder.encode(MESSAGE), null)).isEqualTo(MESSAGE);
    assertThat(server.calls()).isEqualTo(2);
  }

  @Test
  void aRegistryThatIsNotThereIsNotTheRecordsFault() {
    byte[] bytes = encoder().encode(MESSAGE);
    server.close();

    assertThatThrownBy(() -> decoder().decode(bytes, null))
        .isInstanceOf(RegistryException.class)
        .hasMessage("registry " + registry
            + " cannot be reached: java.net.ConnectException: Connection refused");
    assertThatThrownBy(this::encoder).isInstanceOf(RegistryException.class);
  }

  @Test
  void whatIsNoRegistryIsNotTheRecordsFaultThoughItFindsNothing() {
    byte[] bytes = encoder().encode(MESSAGE);
    SchemaRegistry wrong = SchemaRegistry.of(server.url() + "/elsewhere/");

    assertThatThrownBy(() ->
            EnvelopeFormat.registry(wrong).decoder(String.class, List.of()).decode(bytes, null))
        .isInstanceOf(RegistryException.class)
        .hasMessage("registry " + wrong
            + " must answer as Confluent's REST API does but answered 404: no JSON");
  }

  @Test
  void theReasonOfARefusalIsTold() throws Exception {
    new RegistryClient(registry).id("t-value", Schema.create(Schema.Type.INT));

    assertThatThrownBy(this::encoder)
        .hasMessage("registry " + registry
            + " refuses the schema io.millrace.envelope.StringMessage for subject 't-value': Schema"
            + " being registered is incompatible with an earlier schema");
  }

  @Test
  void aPasswordIsSentAndNotTold() {
    SchemaRegistry secret =
        SchemaRegistry.of(server.url().replace("http://", "http://anna:s%40cret@"));

    EnvelopeFormat.registry(secret).encoder(String.class, "t");

    assertThat(server.authorization()).isEqualTo("Basic YW5uYTpzQGNyZXQ=");
    assertThat(secret).hasToString(server.url());
  }

  @Test
  void whatIsNoUrlIsRefused() {
    assertThatThrownBy(() -> SchemaRegistry.of("localhost:8081"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "registry must be a URL that begins with http:// or https:// but was \"localhost:8081\"");
    assertThatThrownBy(() -> SchemaRegistry.of("http://a b"))
        .hasMessage(
            "registry must be a URL that begins with http:// or https:// but was \"http://a b\"");
  }
}
