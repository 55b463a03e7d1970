package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.NamedValuesTypeInfo;
import io.millrace.flink.types.StateTypes;
import io.millrace.testkit.fuzz.FuzzCaps;
import io.millrace.testkit.fuzz.Fuzzing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;

/**
 * Mutated state: a value comes of it, or an exception that says what is wrong with the bytes. Elements and module states are
 * numbers here, for Flink's own reader of texts believes whatever length it is told.
 */
class StateFuzzTest {

  private static final Map<String, String> TRACE = Map.of("traceparent", "00-1", "x", "Grüße 😀");
  private static final Parameters PARAMETERS =
      Parameters.of(Map.of("a", 1L, "b", 0.5, "c", true, "d", "text", "e", List.of("x", "日本語")));

  private static Message<Long> message(long sequence) {
    return Message.of("request", sequence, 7L)
        .withHeaders(TRACE)
        .withOrigin(new Origin("topic", 3, 41 + sequence));
  }

  private static <T> Fuzzing fuzzing(String name, TypeInformation<T> type, List<T> values)
      throws IOException {
    TypeSerializer<T> serializer = Stored.serializer(type);
    List<byte[]> examples = new ArrayList<>();
    for (T value : values) {
      examples.add(HexFormat.of().parseHex(Stored.bytes(serializer, value)));
    }
    return Fuzzing.of(
            name, examples, bytes -> serializer.deserialize(new DataInputDeserializer(bytes)))
        .refusing(IOException.class, IllegalArgumentException.class, StatusException.class);
  }

  @Test
  void whatIsKeptOfARequest() throws Exception {
    Request<Long, Long> open = new Request<>(
        1,
        2,
        9L,
        TRACE,
        PARAMETERS,
        Arrivals.<Long>none().held(message(4)).held(message(2)),
        1,
        2,
        3,
        0,
        4,
        "s3://m/2");
    Request<Long, Long> ended =
        new Request<>(1, 2, null, Map.of(), Parameters.NONE, Arrivals.none(), 1, 2, 0, 3, 4, "");
    fuzzing("request", new RequestTypeInfo<>(Types.LONG, Types.LONG), List.of(open, ended))
        .check();
  }

  @Test
  void whatIsKeptOfAnAsynchronousRequest() throws Exception {
    AsyncRequest<Long> open = new AsyncRequest<>(
        2, 31_536_001, 3, 1_000, 0, 70, 80, message(0).withParameters(PARAMETERS));
    fuzzing(
            "async-request",
            new AsyncRequestTypeInfo<>(Types.LONG),
            List.of(open, AsyncRequest.ended(1, 2, 3)))
        .check();
  }

  @Test
  void messages() throws Exception {
    fuzzing(
            "message",
            MessageTypes.of(Types.LONG),
            List.of(
                message(0).withParameters(PARAMETERS),
                Message.end("r", 3, Status.Code.CANCELLED.because("enough"))))
        .check();
    fuzzing("parameters", StateTypes.of(Parameters.class), List.of(PARAMETERS, Parameters.NONE))
        .check();
  }

  @Test
  void controls() throws Exception {
    List<ModuleControl> controls = List.of(
        ModuleControl.module("echo", "s3://m/2"), ModuleControl.defaults("echo", PARAMETERS));
    fuzzing("module-control", ModuleControl.TYPE, controls).check();
    Fuzzing.ofTexts(
            "control header",
            controls.stream().map(ControlHeaders::text).toList(),
            bytes ->
                ControlHeaders.control(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)))
        .refusing(UncheckedIOException.class, IllegalArgumentException.class, StatusException.class)
        .check();
  }

  @Test
  void namedValuesAndAccumulators() throws Exception {
    fuzzing(
            "named-values",
            NamedValuesTypeInfo.lenient(Map.of("count", Types.LONG, "mood", Types.BOOLEAN)),
            List.of(Map.of("count", 3L, "mood", true), Map.of("mood", "wrong", "other", 1)))
        .check();
    fuzzing(
            "accumulated",
            new AccumulatedTypeInfo<>(Types.LONG),
            List.of(new Accumulated<>(5L), new Accumulated<>(null)))
        .check();
  }

  /** Flink makes room for as many parts as the bytes say, and says what is wrong with them by many exceptions. */
  @Test
  void whatSavepointsKeepOfSerializers() throws Exception {
    List<byte[]> examples = new ArrayList<>();
    for (TypeInformation<?> type : List.of(
        new RequestTypeInfo<>(Types.LONG, Types.LONG, new Keeper("echo", "echo:1.0.0")),
        new AsyncRequestTypeInfo<>(Types.LONG),
        NamedValuesTypeInfo.strict(Map.of("count", Types.LONG)))) {
      examples.add(HexFormat.of().parseHex(Stored.snapshot(Stored.serializer(type))));
    }
    Fuzzing.of(
            "serializer-snapshot",
            examples,
            bytes -> TypeSerializerSnapshot.readVersionedSnapshot(
                    new DataInputDeserializer(bytes), StateFuzzTest.class.getClassLoader())
                .restoreSerializer())
        .refusing(IOException.class, RuntimeException.class, OutOfMemoryError.class)
        .within(new FuzzCaps(Duration.ofSeconds(30), 8L << 30, 64 << 20))
        .withInputs(5_000)
        .check();
  }
}
