package io.millrace.testkit.action;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the laws compare states, items and results: no correct action is blamed for how its values are made. */
@Timeout(60)
class ComparedTest {

  private static final Field<Long> COUNT = Field.ofLong("count");
  private static final Field<StringBuilder> TEXT =
      Field.copied("text", StringBuilder.class, StringBuilder::new);

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final Field<ArrayList> LIST =
      Field.copied("list", ArrayList.class, list -> new ArrayList<Object>(list));

  private static <T> Action<String, Long> reading(Field<T> field) {
    return Action.of(String.class, Long.class).reads(field).stream((state, inputs, out) -> {
      out.accept(state.get(field).toString());
      out.accept("end");
      return new Final<>(1L, state);
    });
  }

  private static ActionLaws laws(Action<?, ?> action, State state) {
    return ActionLaws.of(action).given(state, Inputs.NONE);
  }

  @Test
  void aNumberThatIsWidenedWhenItComesIn() {
    State three = State.of(Map.of("count", 3));

    assertThatCode(laws(reading(COUNT), three)::check).doesNotThrowAnyException();
  }

  @Test
  void aValueThatIsCopiedWheneverItIsRead() {
    State list = State.of(LIST, new ArrayList<>(List.of("a")));

    assertThatCode(laws(reading(LIST), list)::check).doesNotThrowAnyException();
  }

  @Test
  void aStateOfAClassWithoutEqualsIsRefused() {
    State text = State.of(TEXT, new StringBuilder("a"));

    assertThatThrownBy(laws(reading(TEXT), text)::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field 'text' must hold a value that equals its copy"
            + " but holds a java.lang.StringBuilder that does not");
  }

  @Test
  void aStateThatIsLeftIsRefusedToo() {
    Action<Void, Long> writing = Action.of(Long.class)
        .writes(TEXT)
        .run((state, inputs) -> new Final<>(1L, state.update(TEXT, new StringBuilder("a"))));

    assertThatThrownBy(laws(writing, State.EMPTY)::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field 'text' must hold a value that equals its copy"
            + " but holds a java.lang.StringBuilder that does not");
  }

  @Test
  void anItemWithoutEqualsIsRefused() {
    Action<long[], Long> giving =
        Action.of(long[].class, Long.class).stream((state, inputs, out) -> {
          out.accept(new long[] {1});
          return new Final<>(1L, state);
        });

    assertThatThrownBy(laws(giving, State.EMPTY)::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("what is compared must have an equals of its own but a long[] has none:"
            + " items in the same run again");
  }

  @Test
  void aResultThatIsOneObjectNeedsNoEquals() {
    Object done = new Object();
    Action<Void, Object> constant =
        Action.of(Object.class).run((state, inputs) -> new Final<>(done, state));

    assertThatCode(laws(constant, State.EMPTY)::check).doesNotThrowAnyException();
  }
}
