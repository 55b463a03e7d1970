package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.StateType.Both;
import io.millrace.flink.Arrivals.Order;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;

/** The bytes of messages and states. Those written out here are an API: savepoints and channels hold them. */
class StoredValuesTest {

  private static final TypeInformation<Message<String>> MESSAGE = MessageTypes.of(String.class);
  private static final TypeInformation<Request<String, String>> REQUEST =
      new RequestTypeInfo<>(Types.STRING, Types.STRING);

  private static <T> void assertStored(TypeInformation<T> type, Function<RandomValues, T> values)
      throws IOException {
    TypeSerializer<T> serializer = Stored.serializer(type);
    RandomValues random = new RandomValues(new Random(3));
    for (int i = 0; i < 500; i++) {
      T value = values.apply(random);
      assertThat(Stored.value(serializer, Stored.bytes(serializer, value))).isEqualTo(value);
    }
    T value = values.apply(random);
    assertThat(Stored.again(serializer, value)).isEqualTo(value);
    assertThat(serializer.copy(value)).isSameAs(value);
    assertThat(serializer.copy(value, value)).isSameAs(value);
    assertThat(serializer.isImmutableType()).isTrue();
    assertThat(serializer.duplicate()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
    TypeSerializerSnapshot<T> snapshot = Stored.read(Stored.snapshot(serializer));
    assertThat(Stored.compatibility(serializer, snapshot).isCompatibleAsIs()).isTrue();
  }

  @Test
  void messagesComeBackAsTheyWere() throws IOException {
    assertStored(MESSAGE, RandomValues::message);
    assertStored(MESSAGE, RandomValues::unsequenced);
  }

  @Test
  void parametersComeBackAsTheyWere() throws IOException {
    assertStored(StateTypes.of(Parameters.class), RandomValues::parameters);
  }

  @Test
  void requestsComeBackAsTheyWere() throws IOException {
    assertStored(REQUEST, RandomValues::request);
  }

  @Test
  void accumulatorsAndPairsComeBackAsTheyWere() throws IOException {
    TypeInformation<Accumulated<String>> accumulated = new AccumulatedTypeInfo<>(Types.STRING);
    assertStored(accumulated, RandomValues::accumulated);
    assertStored(new TakenTypeInfo<>(Types.STRING), RandomValues::taken);
    assertStored(
        StateTypes.pair(accumulated, StateTypes.of(Parameters.class)),
        random -> new Both<>(random.accumulated(), random.parameters()));
  }

  @Test
  void deadLettersComeBackAsTheyWere() throws IOException {
    TypeSerializer<DeadLetter> serializer = Stored.serializer(DeadLetter.TYPE);
    DeadLetter ofRequest =
        DeadLetter.ofRequest("echo", "r", 2, null, -1, Status.Code.UNKNOWN.because("gone"), "at …");
    DeadLetter ofRecord = new DeadLetter(
        "JsonParseException",
        "no JSON",
        "",
        "source",
        null,
        0,
        "t",
        1,
        7,
        7,
        1_000L,
        new byte[] {1},
        null,
        List.of(new DeadLetter.Header("h", null)));
    for (DeadLetter letter : List.of(ofRequest, ofRecord)) {
      assertThat(Stored.again(serializer, letter)).usingRecursiveComparison().isEqualTo(letter);
    }
  }

  @Test
  void aTokenCostsElevenBytesMoreThanItsIdAndItself() throws IOException {
    TypeSerializer<Message<String>> serializer = Stored.serializer(MESSAGE);
    String token = Stored.bytes(serializer, Message.of("chatcmpl-1", 5, "fox"));
    assertThat(token)
        .isEqualTo("01" + "0b6368617463" + "6d706c2d31" + "0000000000000005" + "04666f78");
    assertThat(token.length() / 2).isEqualTo(11 + "chatcmpl-1".length() + "fox".length());
  }

  @Test
  void theBytesOfAMessageAreThese() throws IOException {
    Map<String, Object> parameters =
        Map.of("b", true, "d", 0.5, "l", 7L, "s", "text", "t", List.of("x", "y"));
    Message<String> message = new Message<>(
        "r",
        2,
        0,
        "fox",
        Parameters.of(parameters),
        Map.of("traceparent", "00", "a", "b"),
        true,
        Status.Code.DATA_LOSS.because("gone"),
        new Origin("t", 3, 9));
    assertThat(Stored.bytes(Stored.serializer(MESSAGE), message))
        .isEqualTo(
            "7f" // flags: all
                + "0272" // request id
                + "0000000000000000" // sequence
                + "00000002" // attempt
                + "00000005" // parameters
                + "02620001" + "0264023fe0000000000000" + "026c010000000000000007"
                + "0273030574657874" + "027404" + "00000002" + "0278" + "0279"
                + "00000002" // headers
                + "02610262" + "0c7472616365706172656e740330" + "30"
                + "0f05676f6e65" // status
                + "0274000000030000000000000009" // origin
                + "04666f78"); // payload
    assertThat(Stored.bytes(Stored.serializer(MESSAGE), Message.end("r", 4)))
        .isEqualTo("02" + "0272" + "0000000000000004");
  }

  @Test
  void theBytesOfARequestAreThese() throws IOException {
    Request<String, String> request = new Request<>(
        1,
        2,
        "held",
        Map.of("a", "b"),
        Parameters.of("p", 1L),
        new Arrivals<>(
            Order.SEQUENCE, 3, new Origin("t", 3, 9), 11, List.of(Message.of("r", 5, "early"))),
        1_000,
        1_001,
        1_002,
        0,
        1_003,
        "");
    assertThat(Stored.bytes(Stored.serializer(REQUEST), request))
        .isEqualTo(
            "1f" // flags: all
                + "00000001" // attempt
                + "0000000000000002" // produced
                + "00000000000003e8" + "00000000000003e9" + "00000000000003ea" // times
                + "0000000000000000" + "00000000000003eb"
                + "0568656c64" // the module's state
                + "00000001" + "02610262" // headers
                + "00000001" + "0270010000000000000001" // parameters to hand on
                + "01" + "0000000000000003" // order, and the sequence wanted next
                + "0274000000030000000000000009" + "000000000000000b" // first origin, last offset
                + "00000001" // early messages
                + "01" + "0272" + "0000000000000005" + "066561726c79");
    Request<String, String> tombstone = new Request<>(
        0, 2, null, Map.of(), Parameters.NONE, Arrivals.none(), 1_000, 1_001, 0, 1_002, 1_003, "");
    assertThat(Stored.bytes(Stored.serializer(REQUEST), tombstone))
        .isEqualTo("00" + "00000000" + "0000000000000002"
            + "00000000000003e8" + "00000000000003e9" + "0000000000000000" + "00000000000003ea"
            + "00000000000003eb" + "00" + "0000000000000000");
  }

  @Test
  void theBytesOfARequestWithAModuleAreThoseAndTheModule() throws IOException {
    Request<String, String> request = new Request<>(
        1, 2, "held", Map.of(), Parameters.NONE, Arrivals.none(), 1, 2, 0, 0, 3, "s3://m/2");
    assertThat(Stored.bytes(Stored.serializer(REQUEST), request))
        .isEqualTo("21" + "00000001" + "0000000000000002" + "0000000000000001"
            + "0000000000000002" + "00".repeat(8) + "00".repeat(8) + "0000000000000003"
            + "0568656c64" + "00" + "00".repeat(8) + "0973333a2f2f6d2f32");
  }

  @Test
  void controlsComeBackAsTheyWere() throws IOException {
    assertStored(ModuleControl.TYPE, RandomValues::control);
  }

  @Test
  void theBytesOfAControlAreThese() throws IOException {
    TypeSerializer<ModuleControl> serializer = Stored.serializer(ModuleControl.TYPE);
    ModuleControl module = ModuleControl.module("pii", "s3://m/2");
    assertThat(Stored.bytes(serializer, module))
        .isEqualTo("01" + "04706969" + "0973333a2f2f6d2f32");
    assertThat(Stored.bytes(serializer, module.withDefaults(Parameters.of("p", 1L))))
        .isEqualTo(
            "03" + "04706969" + "0973333a2f2f6d2f32" + "00000001" + "0270010000000000000001");
    assertThatThrownBy(() -> Stored.value(serializer, "04" + "04706969"))
        .isInstanceOf(IOException.class)
        .hasMessage("a control's flags must be 0 to 3 but were 4");
  }

  @Test
  void whatIsNoneOfTheKnownBytesIsRefused() {
    TypeSerializer<Parameters> parameters = Stored.serializer(StateTypes.of(Parameters.class));
    assertThatThrownBy(() -> Stored.value(parameters, "00000001" + "0270" + "05"))
        .isInstanceOf(IOException.class)
        .hasMessage("a parameter's type must be 0 to 4 but was 5");
    TypeSerializer<Message<String>> message = Stored.serializer(MESSAGE);
    assertThatThrownBy(() -> Stored.value(message, "22" + "0272" + "00".repeat(8) + "1100"))
        .isInstanceOf(IOException.class)
        .hasMessage("a status code must be 0 to 16 but was 17");
    String flags = "00";
    String noOrder = flags + "00".repeat(4 + 6 * 8) + "03";
    assertThatThrownBy(() -> Stored.value(Stored.serializer(REQUEST), noOrder))
        .isInstanceOf(IOException.class)
        .hasMessage("a request's order must be 0, 1 or 2 but was 3");
  }
}
