package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {

  private static final GeneratedTextStreamResult PIECE = new GeneratedTextStreamResult(
      "Hi",
      List.of(new GeneratedToken("Hi", 0L, 2L, -0.5, 1L)),
      new ProducerId("m", "1"),
      new GenerationDetails(FinishReason.EOS_TOKEN, 1L, null, 3L, null));

  static Stream<Object> payloads() {
    return Stream.of(
        PIECE,
        new TokenClassificationStreamResult(
            List.of(
                new TokenClassificationResult(0L, 3L, "a@b", "EMAIL_ADDRESS", null, 0.75, null)),
            3L,
            0L,
            List.of("cut")),
        "Grüße 😀",
        true,
        7,
        7L,
        0.5f,
        0.5,
        ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  <T> void whatIsWrittenIsRead(T payload) throws Exception {
    @SuppressWarnings("unchecked")
    Class<T> type =
        (Class<T>) (payload instanceof ByteBuffer ? ByteBuffer.class : payload.getClass());
    MessageEncoder<T> encoder = MessageEncoder.of(type);
    MessageDecoder<T> decoder = MessageDecoder.of(type);
    RandomMessages messages = new RandomMessages(42);

    for (int i = 0; i < 5_000; i++) {
      Message<T> message = messages.next(payload);
      assertThat(decoder.decode(encoder.encode(message), RandomMessages.ORIGIN)).isEqualTo(message);
    }
  }

  /** A change of these bytes is a change of what topics hold: old readers and old records must be thought of. */
  @Test
  void theBytesAreThese() {
    Message<GeneratedTextStreamResult> message = new Message<>(
        "req-1",
        2,
        0,
        PIECE,
        Parameters.of(Map.of("labels", List.of("URL"), "threshold", 0.5)),
        Map.of("traceparent", "00-1"),
        true,
        Status.OK,
        null);

    assertThat(hex(MessageEncoder.of(GeneratedTextStreamResult.class).encode(message)))
        .isEqualTo(
            "c301f53896bad8b736ed0a7265712d3104000204486902020448690200020402000000000000e0bf"
                + "02020002026d0231020402000206040c6c6162656c7308020655524c00127468726573686f6c6404"
                + "000000000000e03f0002167472616365706172656e740830302d3100010000");
    assertThat(hex(MessageEncoder.of(String.class)
            .encode(Message.end("r", 3, Status.Code.DATA_LOSS.because("gone")))))
        .isEqualTo("c301fd21b0f87b8fa27f02720006000000011e08676f6e65");
  }

  @Test
  void equalMessagesHaveEqualBytes() {
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    Message<String> message =
        Message.of("r", 0, "a").withParameters(Parameters.of(Map.of("b", 1, "a", 2)));
    Map<String, String> headers = Map.of("a", "1", "b", "2", "c", "3", "d", "4");
    Map<String, String> reversed = new LinkedHashMap<>();
    Stream.of("d", "c", "b", "a").forEach(name -> reversed.put(name, headers.get(name)));

    assertThat(encoder.encode(message.withHeaders(headers)))
        .isEqualTo(encoder.encode(message.withHeaders(reversed)))
        .isEqualTo(MessageEncoder.of(String.class).encode(message.withHeaders(headers)));
  }

  @Test
  void avrosOwnDecoderReadsIt() throws Exception {
    MessageEncoder<GeneratedTextStreamResult> encoder =
        MessageEncoder.of(GeneratedTextStreamResult.class);
    byte[] bytes = encoder.encode(Message.of("r", 4, PIECE));

    GenericRecord read =
        new BinaryMessageDecoder<GenericRecord>(SpecificData.get(), encoder.schema()).decode(bytes);

    assertThat(read.get("request_id")).isEqualTo("r");
    assertThat(read.get("sequence")).isEqualTo(4L);
    assertThat(read.get("payload")).isEqualTo(PIECE);
    assertThat(read.get("status")).hasToString("{\"code\": \"OK\", \"message\": \"\"}");
  }

  @Test
  void avrosOwnEncoderWritesTheSame() throws Exception {
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    byte[] bytes = MessageEncoder.of(String.class).encode(Message.of("r", 4, "a"));
    IndexedRecord read =
        new BinaryMessageDecoder<IndexedRecord>(GenericData.get(), decoder.schema()).decode(bytes);

    ByteBuffer again =
        new BinaryMessageEncoder<IndexedRecord>(GenericData.get(), decoder.schema()).encode(read);

    assertThat(again).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void anUnknownSchemaIsNamedByItsFingerprint() {
    byte[] bytes = MessageEncoder.of(Long.class).encode(Message.of("r", 0, 1L));

    assertThatThrownBy(() ->
            MessageDecoder.of(String.class, MessageSchema.of(Double.class)).decode(bytes, null))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage(
            "an envelope must be written with a schema that is known but its fingerprint is b15e75404ee79a2e; known are"
                + " 07b0c41267c32aec (io.millrace.envelope.DoubleMessage), 7fa28f7bf8b021fd"
                + " (io.millrace.envelope.StringMessage)");
  }

  @Test
  void bytesThatAreNoEnvelopeAreRefused() {
    assertRefused(new byte[0], "an envelope must have at least 10 bytes but has 0");
    assertRefused(
        "{\"request_id\":1}".getBytes(StandardCharsets.UTF_8),
        "an envelope must begin with the bytes c3 01 but begins with 7b 22");
  }

  @Test
  void aBodyThatIsCutOrTooLongIsRefused() {
    byte[] bytes = MessageEncoder.of(String.class).encode(Message.of("r", 0, "abc"));

    assertRefused(
        Arrays.copyOf(bytes, bytes.length - 1),
        "an envelope must be a io.millrace.envelope.StringMessage but is not: java.io.EOFException");
    assertRefused(
        Arrays.copyOf(bytes, bytes.length + 1),
        "an envelope must be a io.millrace.envelope.StringMessage but is not: java.io.IOException: there are bytes after"
            + " its end");
  }

  @Test
  void aMessageThatBreaksTheRulesOfMessagesIsRefused() {
    byte[] bytes = MessageEncoder.of(String.class)
        .encode(Message.of("r", 0, "a").withOrigin(RandomMessages.ORIGIN));
    byte[] unsequenced = bytes.clone();
    unsequenced[13] = 1;

    assertRefused(
        unsequenced,
        "an envelope must be a io.millrace.envelope.StringMessage but is not: java.lang.IllegalArgumentException: a"
            + " message without a sequence needs an origin");
  }

  @Test
  void aPayloadThatAvroDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> MessageEncoder.of(Thread.class))
        .hasMessage(
            "a payload must be a generated Avro record, a String, a boxed primitive or a ByteBuffer but was a"
                + " java.lang.Thread");
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> MessageDecoder.of(String.class).decode(bytes, null))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage(message);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
