package io.millrace.kafka.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.kafka.registry.SchemaRegistry;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeFormatsTest {

  private static final GeneratedTextStreamResult PIECE = new GeneratedTextStreamResult(
      "Grüße 😀\n",
      List.of(new GeneratedToken("Hi", 0L, 2L, -0.5, null)),
      new ProducerId("m", "1"),
      new GenerationDetails(FinishReason.EOS_TOKEN, 1L, null, 3L, null));

  @ParameterizedTest
  @MethodSource("io.millrace.kafka.envelope.MessageCodecTest#payloads")
  <T> void whatIsWrittenPlainIsReadAndNothingIsLeftOut(T payload) throws Exception {
    @SuppressWarnings("unchecked")
    Class<T> type =
        (Class<T>) (payload instanceof ByteBuffer ? ByteBuffer.class : payload.getClass());
    MessageEncoder<T> encoder = EnvelopeFormat.plain().encoder(type, "t");
    MessageDecoder<T> decoder = EnvelopeFormat.plain().decoder(type, List.of());
    RandomMessages messages = new RandomMessages(42);

    for (int i = 0; i < 5_000; i++) {
      Message<T> message = messages.next(payload);
      assertThat(decoder.decode(encoder.encode(message), RandomMessages.ORIGIN)).isEqualTo(message);
    }
  }

  @Test
  void plainParametersKeepTheirTypes() throws Exception {
    Parameters all = Parameters.of(Map.of(
        "a",
        2L,
        "b",
        2.0,
        "c",
        true,
        "d",
        "2",
        "e",
        List.of("x", "y"),
        "f",
        Double.NaN,
        "g",
        Double.NEGATIVE_INFINITY,
        "h",
        Long.MAX_VALUE));
    Message<String> message = Message.of("r", 0, "a").withParameters(all);
    byte[] bytes = EnvelopeFormat.plain().encoder(String.class, "t").encode(message);

    assertThat(EnvelopeFormat.plain().decoder(String.class, List.of()).decode(bytes, null))
        .isEqualTo(message);
  }

  @Test
  void thePlainColumnsAreThoseOfATable() {
    assertThat(Plain.columns(String.class))
        .isEqualTo("`request_id` STRING, `attempt` INT, `sequence` BIGINT, `payload` STRING,"
            + " `parameters` MAP<STRING, STRING>, `headers` MAP<STRING, STRING>, `last` BOOLEAN,"
            + " `status_code` STRING, `status_message` STRING");
    assertThat(Plain.columns(GeneratedTextStreamResult.class))
        .contains("`payload` ROW<`generated_text` STRING, `tokens` ARRAY<ROW<`text` STRING,")
        .contains("`finish_reason` STRING");
  }

  @Test
  void whatNoTableHasIsNotWrittenPlain() {
    Schema either = SchemaBuilder.record("a.Either")
        .fields()
        .name("value")
        .type()
        .unionOf()
        .intType()
        .and()
        .stringType()
        .endUnion()
        .noDefault()
        .endRecord();
    Schema node = new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");

    assertThatThrownBy(() -> new PlainSchema().of(either, "payload"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a plain envelope's payload must be what a table can have but payload.value is a"
                + " union of [int, string]");
    assertThatThrownBy(() -> new PlainSchema().of(node, "payload"))
        .hasMessage("a plain envelope's payload must be what a table can have but payload.next is"
            + " Node in itself");
  }

  @Test
  void jsonIsReadableAndItsBytesAreThese() {
    Message<GeneratedTextStreamResult> message = new Message<>(
        "r",
        1,
        0,
        PIECE,
        Parameters.of(Map.of("b", 0.5, "a", List.of("x"))),
        Map.of("traceparent", "00-1"),
        true,
        Status.Code.CANCELLED.because("\"enough\""),
        null);
    MessageEncoder<GeneratedTextStreamResult> encoder =
        EnvelopeFormat.json().encoder(GeneratedTextStreamResult.class, "t");

    assertThat(new String(encoder.encode(message), UTF_8)).isEqualTo("""
            {"request_id":"r","attempt":1,"sequence":0,"payload":{"generated_text":"Grüße 😀\\n",\
            "tokens":[{"text":"Hi","start":0,"end":2,"logprob":-0.5,"rank":null}],\
            "producer_id":{"name":"m","version":"1"},"details":{"finish_reason":"EOS_TOKEN",\
            "generated_tokens":1,"seed":null,"input_token_count":3}},\
            "parameters":{"a":["x"],"b":0.5},"headers":{"traceparent":"00-1"},"last":true,\
            "status":{"code":"CANCELLED","message":"\\"enough\\""}}""");
    assertThat(encoder.encode(message)).isEqualTo(encoder.encode(message));
  }

  @Test
  void whatJsonHasNotIsText() {
    assertThat(json(Double.class, Message.of("r", 0, Double.NaN))).contains("\"payload\":\"NaN\"");
    assertThat(json(ByteBuffer.class, Message.of("r", 0, ByteBuffer.wrap(new byte[] {1, 2}))))
        .contains("\"payload\":\"AQI=\"");
    assertThat(json(String.class, Message.of("r", 0, "\ud83d"))).contains("\"payload\":\"?\"");
    assertThat(json(String.class, Message.end("r", 0))).contains("\"payload\":null");
  }

  private static <T> String json(Class<T> payload, Message<T> message) {
    return new String(EnvelopeFormat.json().encoder(payload, "t").encode(message), UTF_8);
  }

  @Test
  void aFormatThatKnowsOfNoWritersIsToldOfNone() {
    List<Schema> told = List.of(MessageSchema.of(Long.class));

    assertRefused(
        EnvelopeFormat.plain(),
        told,
        "plain envelopes must be told no writers' schemas, for they do not say which was theirs, but were"
            + " told of [io.millrace.envelope.LongMessage]");
    assertRefused(
        EnvelopeFormat.registry(SchemaRegistry.of("http://u:p@h:1")),
        told,
        "the format of the registry http://h:1 must be told no writers' schemas, for the registry knows"
            + " them, but was told of [io.millrace.envelope.LongMessage]");
    assertRefused(
        EnvelopeFormat.json(),
        List.of(),
        "envelopes of JSON are written for people and not read: a source must have another format");
  }

  private static void assertRefused(EnvelopeFormat format, List<Schema> writers, String message) {
    assertThatThrownBy(() -> format.decoder(String.class, writers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
