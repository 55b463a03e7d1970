package io.millrace.flink.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("ArrayRecordComponent") // arrays are what is to be stored; nothing is compared
class StateTypesTest {

  public enum Mood {
    CALM,
    LOUD
  }

  public record Leaf(String text, @Nullable Integer count) {}

  /** All that Flink stores by itself. */
  public record Fine(
      String text,
      int number,
      @Nullable Double score,
      Mood mood,
      Instant at,
      BigDecimal amount,
      BigInteger big,
      byte[] bytes,
      int[] numbers,
      String[] words,
      Leaf leaf,
      Leaf[] leaves,
      List<Leaf> list,
      Set<String> set,
      Map<String, Leaf> map,
      Collection<String> collection) {}

  public record WithOptional(Optional<String> text) {}

  public record WithDuration(Leaf leaf, Duration pause) {}

  public record WithObjects(Map<String, Object> values) {}

  public record WithBuilder(List<StringBuilder> builders) {}

  public record WithInterface(List<Shape> shapes) {}

  public record WithNested(Map<String, List<String>> lists) {}

  public record WithId(UUID id) {}

  public record WithDay(LocalDate day) {}

  public record WithSorted(TreeMap<String, String> sorted) {}

  public record WithEmpty(Empty[] nothing) {}

  public record WithHidden(Set<Hidden> hidden) {}

  public record WithTuple(Tuple2<String, Duration> pair) {}

  public record WithEither(Either<String, Duration> either) {}

  public record Outer(Leaf leaf, Inner inner) {}

  public record Inner(Map<String, WithDuration> deep) {}

  public sealed interface Shape {
    record Square(int side) implements Shape {}
  }

  public record Empty() {}

  record Hidden(String text) {}

  @Test
  void whatFlinkStoresByItselfIsTaken() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    assertThatCode(() -> StateTypes.of(Fine.class).createSerializer(config))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        String.class,
        Long.class,
        Integer.class,
        Character.class,
        Boolean.class,
        Instant.class,
        Mood.class,
        byte[].class,
        Leaf.class,
        Parameters.class
      })
  void plainValuesAreStatesToo(Class<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    assertThatCode(() -> StateTypes.of(type).createSerializer(config)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "WithOptional, text, java.util.Optional",
    "WithDuration, pause, java.time.Duration",
    "WithObjects, values[value], java.lang.Object",
    "WithBuilder, builders[element], java.lang.StringBuilder",
    "WithInterface, shapes[element], io.millrace.flink.types.StateTypesTest$Shape",
    "WithEmpty, nothing[element], io.millrace.flink.types.StateTypesTest$Empty",
    "WithHidden, hidden[element], io.millrace.flink.types.StateTypesTest$Hidden",
    "WithTuple, pair.f1, java.time.Duration",
    "WithEither, either[right], java.time.Duration",
    "WithNested, lists, java.util.Map",
    "WithId, id, java.util.UUID",
    "WithDay, day, java.time.LocalDate",
    "WithSorted, sorted, java.util.TreeMap",
    "Outer, inner.deep[value].pause, java.time.Duration"
  })
  void aFieldThatNeedsKryoIsNamed(String record, String field, String type) throws Exception {
    String name = StateTypesTest.class.getName() + "$" + record;
    Class<?> declared = Class.forName(name);
    assertThatThrownBy(() -> StateTypes.of(declared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + ", field " + field + ", is a " + type
            + ", which Flink could store with Kryo only. Use public records or POJOs with at"
            + " least one field, Avro records, strings, primitives, enums, Instants, lists, sets"
            + " and maps of these, but no collection right inside another");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Optional.class,
        Duration.class,
        StringBuilder.class,
        Object.class,
        Shape.class,
        Empty.class,
        Hidden.class,
        List.class,
        Map.class
      })
  void aClassThatNeedsKryoIsNamed(Class<?> type) {
    assertThatThrownBy(() -> MessageTypes.of(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(type.getName() + ", is a " + type.getName()
            + ", which Flink could store with Kryo only. Use public records or POJOs with at"
            + " least one field, Avro records, strings, primitives, enums, Instants, lists, sets"
            + " and maps of these, but no collection right inside another");
  }

  @Test
  void bothPartsOfAPairAreLookedAt() {
    StateType<?> left = StateType.pair(StateType.of(Duration.class), StateType.of(Leaf.class));
    StateType<?> right = StateType.pair(StateType.of(Leaf.class), left);
    assertThatThrownBy(() -> StateTypes.of(right))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("java.time.Duration, is a java.time.Duration");
    assertThat(StateTypes.of(StateType.pair(StateType.of(Leaf.class), StateType.of(Long.class))))
        .hasToString("Both[PojoType<io.millrace.flink.types.StateTypesTest$Leaf, fields ="
            + " [count: Integer, text: String]>, Long]");
  }
}
