package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.action.Field;
import io.millrace.core.action.Halt;
import io.millrace.core.action.StreamMode;
import io.millrace.flink.ActionCall;
import io.millrace.flink.ActionFork;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.types.Refused;
import io.millrace.kafka.action.AnyValues;
import io.millrace.kafka.action.ValueType;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.ActionForkSource;
import io.millrace.schemas.ActionHalt;
import io.millrace.schemas.ActionHaltSide;
import io.millrace.schemas.ActionHaltTarget;
import io.millrace.schemas.ActionRequest;
import io.millrace.schemas.ActionRequestKind;
import io.millrace.schemas.ActionStreaming;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallReadingTest {

  private static final int ROUNDS = 100_000;

  private static final Map<String, ValueType> INPUTS = Map.of(
      "by", ValueType.of(Field.ofLong("by").type()),
      "words", ValueType.of(Field.listOf("words", String.class).type()));

  private static ActionRequest request(ActionRequestKind kind) {
    return new ActionRequest(
        "anna",
        "tenant",
        kind,
        AnyValues.named(Map.of("by", 3, "words", List.of("a", "b"))),
        List.of(
            new ActionHalt(ActionHaltSide.AFTER, ActionHaltTarget.TAG, "reply"),
            new ActionHalt(ActionHaltSide.BEFORE, ActionHaltTarget.ACTION, "ask")),
        7,
        true,
        ActionStreaming.EVERY,
        List.of("count"),
        null);
  }

  private static KafkaRecord record(String key, byte @Nullable [] value) {
    return new KafkaRecord(
        "calls",
        0,
        5,
        -1,
        key.getBytes(UTF_8),
        value,
        List.of(new DeadLetter.Header("traceparent", "00-2".getBytes(UTF_8))));
  }

  private static ActionCall read(Message<ActionRequest> message) throws UndecodableException {
    return new CallReading(INPUTS, record("anna", null), message).call();
  }

  @Test
  void aRunSaysAllThatAnActionCallDoes() throws Exception {
    assertThat(read(Message.unary("r", request(ActionRequestKind.RUN))
            .withHeaders(Map.of("who", "me", "traceparent", "00-1"))))
        .isEqualTo(new ActionCall(
            "anna",
            "tenant",
            "r",
            false,
            Map.of("by", 3L, "words", List.of("a", "b")),
            List.of(Halt.afterTag("reply"), Halt.before("ask")),
            7,
            true,
            StreamMode.EVERY,
            List.of("count"),
            Map.of("who", "me", "traceparent", "00-1"),
            null,
            null));
  }

  @Test
  void aForkSaysFromWhereAndWhetherItThenRuns() throws Exception {
    ActionRequest forks =
        forking(ActionRequestKind.FORK, new ActionForkSource("otto", "tenant", null));
    ActionRequest runs = forking(ActionRequestKind.RUN, new ActionForkSource("otto", "", 3L));

    assertThat(read(Message.unary("r", forks)).fork())
        .isEqualTo(new ActionFork("otto", "tenant", ActionFork.LATEST, false));
    assertThat(read(Message.unary("r", runs)).fork())
        .isEqualTo(new ActionFork("otto", "", 3, true));
  }

  private static ActionRequest forking(ActionRequestKind kind, @Nullable ActionForkSource source) {
    return ActionRequests.of("anna", "tenant", kind, Map.of(), source);
  }

  @Test
  void theTraceContextOfTheRecordTravelsWhereTheMessageHasNone() throws Exception {
    assertThat(read(Message.unary("r", request(ActionRequestKind.RUN))).headers())
        .isEqualTo(Map.of("traceparent", "00-2"));
  }

  @Test
  void aCancellationIsOne() throws Exception {
    assertThat(read(Message.unary("r", request(ActionRequestKind.CANCEL))).cancel())
        .isTrue();
  }

  @Test
  void anInputThatDoesNotFitIsTheRequestsToFailWith() throws Exception {
    Message<ActionRequest> message = Message.unary(
        "r",
        ActionRequests.of(
            "anna", "", ActionRequestKind.RUN, Map.of("by", "three", "other", List.of(1)), null));

    assertThat(read(message).inputs())
        .isEqualTo(Map.of(
            "by",
            new Refused("input 'by' must be a Long but was \"three\""),
            "other",
            List.of(1L)));
  }

  @Test
  void whatDoesNotSayWhatAndOfWhomIsUndecodable() {
    assertThatThrownBy(() -> read(Message.end("r", 0)))
        .hasMessage("a message to an application must have a request but has none");
    assertThatThrownBy(() -> read(Message.unary("r", request(ActionRequestKind.UNKNOWN))))
        .hasMessage(
            "a request to an application must be RUN, CANCEL or FORK but is something else");
    assertThatThrownBy(() -> read(Message.unary("r", forking(ActionRequestKind.FORK, null))))
        .hasMessage("a FORK must say from which application but does not");
    assertThatThrownBy(() -> read(Message.unary("r", ActionRequests.run(""))))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("application must not be empty");
  }

  @Test
  void whateverComesIsReadOrRefused() {
    Random random = new Random(7);
    byte[] whole = encoded();
    MessageDecoder<ActionRequest> decoder = decoder();
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = mutated(whole, random);
      try {
        new CallReading(INPUTS, record("anna", bytes), decoder.decode(bytes, null)).call();
        read++;
      } catch (EnvelopeException | UndecodableException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = 10 + random.nextInt(bytes.length - 10);
      bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
    }
    return random.nextInt(10) == 0
        ? Arrays.copyOf(bytes, 10 + random.nextInt(bytes.length))
        : bytes;
  }

  private static byte[] encoded() {
    MessageEncoder<ActionRequest> encoder =
        EnvelopeFormat.singleObject().encoder(ActionRequest.class, "calls");
    return encoder.encode(Message.unary("r", request(ActionRequestKind.RUN)));
  }

  private static MessageDecoder<ActionRequest> decoder() {
    return EnvelopeFormat.singleObject().decoder(ActionRequest.class, List.of());
  }

  /** A list in a list in a list …: three bytes each, and whoever reads them so far down would run out of stack. */
  @Test
  void valuesNestedWithoutEndAreRefused() {
    byte[] whole = encoded();
    String marker = "by";
    int at = new String(whole, ISO_8859_1).indexOf(marker);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(whole, 0, at + marker.length());
    for (int i = 0; i < 1_000_000; i++) {
      bomb.write(12);
      bomb.write(2);
    }

    assertThatThrownBy(() -> decoder().decode(bomb.toByteArray(), null))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage("an envelope must be a io.millrace.schemas.ActionRequestMessage but is not:"
            + " java.io.IOException: it is nested more than 400 deep");
  }
}
