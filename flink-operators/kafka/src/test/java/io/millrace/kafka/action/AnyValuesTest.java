package io.millrace.kafka.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.action.Field;
import io.millrace.schemas.AnyValue;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnyValuesTest {

  enum Mood {
    CALM,
    LOUD {
      @Override
      boolean isLoud() {
        return true;
      }
    };

    boolean isLoud() {
      return false;
    }
  }

  record Inner(String name, @Nullable Integer count) {}

  record Outer(
      boolean truth,
      byte tiny,
      short small,
      int whole,
      long large,
      float rough,
      double fine,
      char letter,
      String text,
      BigInteger huge,
      BigDecimal exact,
      Instant at,
      Mood mood,
      @Nullable Inner inner,
      List<Inner> list,
      Set<Long> set,
      Map<String, List<Mood>> map) {}

  private final Random random = new Random(5);

  @Test
  void anyRecordIsReadAsItWasWritten() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Outer outer = outer();
      AnyValue written = throughBytes(AnyValues.of(outer));

      assertThat(AnyValues.read("a value", written, Outer.class)).isEqualTo(outer);
    }
  }

  /** What Avro's binary encoding makes of it, as a topic does. */
  private static AnyValue throughBytes(AnyValue value) throws Exception {
    return AnyValue.fromByteBuffer(value.toByteBuffer());
  }

  static Stream<Object> singleValues() {
    return Stream.of(
        true,
        (byte) -128,
        Short.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        Float.MIN_VALUE,
        Float.NaN,
        -0.0,
        Double.MAX_VALUE,
        Double.NEGATIVE_INFINITY,
        'ß',
        "",
        "Grüße 😀\u0000",
        new BigInteger("-123456789012345678901234567890"),
        new BigDecimal("1.50"),
        new BigDecimal("1E+400"),
        Instant.MIN,
        Instant.parse("2026-01-02T03:04:05.000000006Z"),
        Mood.LOUD,
        new Inner("", null),
        new TokenClassificationStreamResult(
            List.of(
                new TokenClassificationResult(0L, 3L, "a@b", "EMAIL_ADDRESS", null, 0.75, null)),
            3L,
            0L,
            List.of("cut")),
        new GeneratedTextStreamResult(
            "Grüße",
            null,
            new ProducerId("m", "1"),
            new GenerationDetails(FinishReason.EOS_TOKEN, 1L, null, 3L, null)));
  }

  @ParameterizedTest
  @MethodSource("singleValues")
  void aValueIsReadAsItWasWritten(Object value) throws Exception {
    Class<?> type = value instanceof Enum<?> symbol ? symbol.getDeclaringClass() : value.getClass();

    Object read = AnyValues.read("a value", throughBytes(AnyValues.of(value)), type);

    assertThat(read).isEqualTo(value).hasSameClassAs(value);
  }

  @Test
  void bytesAreReadAsTheyWereWritten() throws Exception {
    AnyValue written = throughBytes(AnyValues.of(new byte[] {1, -1}));

    assertThat(AnyValues.read("a value", written, byte[].class)).containsExactly(1, -1);
    assertThat(AnyValues.read("a value", written, ByteBuffer.class))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, -1}));
  }

  @Test
  void aFieldsValuesAreOfItsType() {
    Field<List<Integer>> list = Field.listOf("list", Integer.class);
    Field<Map<String, Mood>> map = Field.mapOf("map", Mood.class);
    AnyValue numbers = AnyValues.of(List.of(1, 2));
    AnyValue moods = AnyValues.of(Map.of("a", Mood.LOUD));

    assertThat(AnyValues.read("field 'list'", numbers, list.type())).containsExactly(1, 2);
    assertThat(AnyValues.read("field 'map'", moods, map.type())).isEqualTo(Map.of("a", Mood.LOUD));
    assertThat(AnyValues.plain(numbers)).isEqualTo(List.of(1L, 2L));
    assertThat(AnyValues.plain(moods)).isEqualTo(Map.of("a", "LOUD"));
  }

  @Test
  void recordsEvolve() {
    AnyValue newer = AnyValues.of(Map.<String, Object>of("name", "n", "added", 1));
    AnyValue older = AnyValues.of(Map.of("truth", true));

    assertThat(AnyValues.read("a value", newer, Inner.class)).isEqualTo(new Inner("n", null));
    Outer outer = AnyValues.read("a value", older, Outer.class);
    assertThat(outer.truth()).isTrue();
    assertThat(outer.whole()).isZero();
    assertThat(outer.text()).isNull();
    AnyValue noWarnings = AnyValues.of(Map.<String, Object>of(
        "results", List.of(), "processed_index", 3, "start_index", 0, "added", "x"));
    assertThat(AnyValues.read("a value", noWarnings, TokenClassificationStreamResult.class))
        .isEqualTo(new TokenClassificationStreamResult(List.of(), 3L, 0L, null));
  }

  private Outer outer() {
    return new Outer(
        random.nextBoolean(),
        (byte) random.nextInt(),
        (short) random.nextInt(),
        random.nextInt(),
        random.nextLong(),
        Float.intBitsToFloat(random.nextInt() & 0xBF7FFFFF),
        random.nextGaussian(),
        (char) random.nextInt(0xD800),
        text(),
        new BigInteger(200, random),
        new BigDecimal(new BigInteger(100, random), random.nextInt(20) - 10),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        Mood.values()[random.nextInt(2)],
        random.nextBoolean() ? null : inner(),
        some(this::inner),
        Set.copyOf(some(() -> random.nextLong(5))),
        Map.of("a", some(() -> Mood.LOUD), text() + "b", List.of()));
  }

  private Inner inner() {
    return new Inner(text(), random.nextBoolean() ? null : random.nextInt());
  }

  private String text() {
    return "Grüße 😀".repeat(random.nextInt(3));
  }

  private <T> List<T> some(Supplier<T> each) {
    List<T> some = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      some.add(each.get());
    }
    return Collections.unmodifiableList(some);
  }
}
