package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.NEW;
import static io.millrace.core.action.Counter.TRACKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes that were not declared, or that an action which failed has made. */
@Timeout(60)
class UndeclaredWritesTest {

  private static final Request AFTER_COUNTER = Request.until(Halt.after("counter"));

  private final Recorded hook = new Recorded();

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void anUndeclaredWriteIsAnErrorThatNamesTheField(Shape shape, Way way) {
    Application application = hook.single(shape.action(Spec.GOOD.writing(COUNT)));

    Way.Read read = way.read(application, AFTER_COUNTER, StreamMode.HALTED);

    assertThat(read.failure())
        .hasMessage(
            "action 'counter' (step 0, attempt 0) failed: action 'counter' does not declare to"
                + " write field 'tracker'; it writes count");
    assertThat(application.state()).isEqualTo(NEW);
  }

  @ParameterizedTest
  @MethodSource(Way.EVERY_MODE)
  void anUndeclaredWriteInAStateOfTheActionsOwnMakingIsAnErrorToo(Shape shape, Way way) {
    Spec spec = Spec.GOOD
        .writing(COUNT)
        .updating((state, count) -> State.of(COUNT, count).append(TRACKER, count));

    assertThat(way.read(hook.single(shape.action(spec)), AFTER_COUNTER, StreamMode.HALTED)
            .failure())
        .hasMessage(
            "action 'counter' (step 0, attempt 0) failed: action 'counter' does not declare to"
                + " write field 'tracker'; it writes count");
  }

  @ParameterizedTest
  @EnumSource
  void aListChangedInPlaceByAnActionThatThenFailsIsAsItWas(Way way) {
    List<Long> given = new ArrayList<>(List.of(7L));
    Action<Double, Long> changing =
        Action.of(Double.class, Long.class).reads(TRACKER).writes(TRACKER).stream(
            (state, inputs, out) -> {
              out.accept(0.1);
              state.get(TRACKER).add(8L);
              return new Final<>(1L, state);
            });
    Application application =
        hook.application(Graph.of("counter", changing), State.of(TRACKER, given));
    given.add(9L);

    assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).failure())
        .isInstanceOf(StepFailedException.class)
        .hasCauseInstanceOf(UnsupportedOperationException.class);

    assertThat(application.state().get(TRACKER)).containsExactly(7L);
  }

  @ParameterizedTest
  @EnumSource
  void aCopiedValueChangedInPlaceByAnActionThatThenFailsIsAsItWas(Way way) {
    Field<StringBuilder> draft =
        Field.copied("draft", StringBuilder.class, text -> new StringBuilder(text.toString()));
    Action<Double, Long> changing =
        Action.of(Double.class, Long.class).reads(draft).writes(draft).stream(
            (state, inputs, out) -> {
              StringBuilder changed = state.get(draft).append(", changed");
              out.accept(0.0 + changed.length());
              throw new IllegalStateException("after " + changed);
            });
    StringBuilder given = new StringBuilder("as given");
    Application application =
        hook.application(Graph.of("counter", changing), State.of(draft, given));
    given.append(", changed by its giver");

    assertThat(way.read(application, AFTER_COUNTER, StreamMode.HALTED).failure())
        .hasMessageEndingWith("failed: after as given, changed");

    assertThat(application.state().get(draft)).hasToString("as given");
  }
}
