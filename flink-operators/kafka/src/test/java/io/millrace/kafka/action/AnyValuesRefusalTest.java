package io.millrace.kafka.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.kafka.action.AnyValuesTest.Inner;
import io.millrace.kafka.action.AnyValuesTest.Mood;
import io.millrace.kafka.action.AnyValuesTest.Outer;
import io.millrace.schemas.AnyValue;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnyValuesRefusalTest {

  record Checked(int positive) {
    Checked {
      if (positive < 1) {
        throw new IllegalArgumentException("positive must be at least 1 but was " + positive);
      }
    }
  }

  static Stream<Object[]> misfits() {
    return Stream.of(
        new Object[] {"1", Long.class, "input 'x' must be a Long but was \"1\""},
        new Object[] {1.0, Long.class, "input 'x' must be a Long but was 1.0"},
        new Object[] {1L << 31, Integer.class, "input 'x' must be a Integer but was 2147483648"},
        new Object[] {(1L << 53) + 1, Double.class, "input 'x' must be a Double but was 9007199254740993"},
        new Object[] {true, String.class, "input 'x' must be a String but was true"},
        new Object[] {"ab", Character.class, "input 'x' must be a Character but was \"ab\""},
        new Object[] {"soon", Instant.class, "input 'x' must be a Instant but was \"soon\""},
        new Object[] {"1.5", BigInteger.class, "input 'x' must be a BigInteger but was \"1.5\""},
        new Object[] {"SAD", Mood.class, "input 'x' must be one of [CALM, LOUD] but was \"SAD\""},
        new Object[] {List.of(1), Long.class, "input 'x' must be a Long but was a list"},
        new Object[] {Map.of(), String.class, "input 'x' must be a String but was a map"},
        new Object[] {new byte[3], String.class, "input 'x' must be a String but was 3 bytes"},
        new Object[] {1, Inner.class, "input 'x' must be a map but was 1"},
        new Object[] {Map.of("name", 1), Inner.class, "'name' of input 'x' must be a String but was 1"},
        new Object[] {
          Map.of("list", List.of(Map.of("count", "x"))),
          Outer.class,
          "'count' of an element of 'list' of input 'x' must be a Integer but was \"x\""
        },
        new Object[] {
          Map.of("positive", 0),
          Checked.class,
          "input 'x' must be a Checked but is none: java.lang.IllegalArgumentException: positive must be"
              + " at least 1 but was 0"
        },
        new Object[] {
          Map.of("results", List.of()),
          TokenClassificationStreamResult.class,
          "'processed_index' of input 'x' must be there but is not"
        },
        new Object[] {
          Map.of("results", 1),
          TokenClassificationStreamResult.class,
          "'results' of input 'x' must be a list but was 1"
        });
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void whatDoesNotFitIsRefusedByName(Object value, Class<?> type, String message) {
    AnyValue written = AnyValues.of(value);

    assertThatThrownBy(() -> AnyValues.read("input 'x'", written, type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void nullIsRefusedWhereAValueMustBe() {
    AnyValue none = AnyValues.of(null);

    assertThat(AnyValues.plain(none)).isNull();
    assertThatThrownBy(() -> AnyValues.read("input 'x'", none, Long.class))
        .hasMessage("input 'x' must not be null");
  }

  @Test
  void whatHasNoPlaceIsRefused() {
    assertThatThrownBy(() -> AnyValues.of(new StringBuilder("x").reverse().chars()))
        .hasMessageStartingWith("a value must be a boolean, a number, a text, bytes, an enum, an"
            + " instant, a record of Java's or Avro's, or a list, a set or a map of these but is a ");
    assertThatThrownBy(() -> AnyValues.of(Map.of(1, 2)))
        .hasMessage("a value must have texts as keys but has 1");
    Object deep = List.of();
    for (int i = 0; i < 101; i++) {
      deep = List.of(deep);
    }
    Object tooDeep = deep;
    assertThatThrownBy(() -> AnyValues.of(tooDeep))
        .hasMessage("a value must be nested at most 100 deep but is more");
  }

  /** Flink can store it, but no reader could make it again. */
  public static final class Changeable {
    public int value;
  }

  @Test
  void aGraphOfWhichSomethingHasNoPlaceIsRefused() {
    Field<Changeable> field = Field.copied("changeable", Changeable.class, each -> each);
    Graph byField = Graph.of(
        "write",
        Action.of(String.class)
            .writes(field)
            .run((state, inputs) -> new Final<>("", state.update(field, new Changeable()))));
    Graph byItem = Graph.of(
        "send",
        Action.of(Changeable.class, String.class)
            .stream((state, inputs, out) -> new Final<>("", state)));

    assertThatThrownBy(() -> AnyValues.check(byField))
        .hasMessage("field 'changeable' must be " + ValueCheck.WHAT_HAS_A_PLACE + " but is a "
            + Changeable.class.getName());
    assertThatThrownBy(() -> AnyValues.check(byItem))
        .hasMessage("an item of action 'send' must be " + ValueCheck.WHAT_HAS_A_PLACE
            + " but is a " + Changeable.class.getName());
  }
}
