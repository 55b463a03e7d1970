package io.millrace.core.task;

import static io.millrace.core.task.Flavor.STREAM_STREAM;
import static io.millrace.core.task.Flavor.STREAM_UNARY;
import static io.millrace.core.task.Flavor.UNARY_STREAM;
import static io.millrace.core.task.Flavor.UNARY_UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.Shouting.Letters;
import io.millrace.core.task.Shouting.Shout;
import io.millrace.core.task.Shouting.Sound;
import io.millrace.core.task.Shouting.Sounds;
import io.millrace.core.task.Shouting.Word;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Paths that lack a translator, and translators that a module brings. */
class TranslatorsTest {

  private static final Task<Word, Character, Shout, Sound> NO_INPUT =
      Shouting.task().outputTranslator(new Sounds()).build();
  private static final Task<Word, Character, Shout, Sound> NO_OUTPUT =
      Shouting.task().inputTranslator(new Letters()).build();
  private static final Task<Word, Character, Shout, Sound> NEITHER =
      Shouting.task().build();

  @Test
  void aPathWithoutItsInputTranslatorNamesIt() {
    assertUnavailable(NO_INPUT, STREAM_UNARY, Set.of(UNARY_UNARY))
        .hasMessage("module 'loud' cannot serve STREAM_UNARY of task 'shouting': deriving it from"
            + " UNARY_UNARY would need the input translator, and neither the task nor the module"
            + " has one");
  }

  @Test
  void aPathWithoutItsOutputTranslatorNamesIt() {
    assertUnavailable(NO_OUTPUT, UNARY_STREAM, Set.of(UNARY_UNARY))
        .hasMessage("module 'loud' cannot serve UNARY_STREAM of task 'shouting': deriving it from"
            + " UNARY_UNARY would need the output translator, and neither the task nor the module"
            + " has one");
  }

  @Test
  void everyPathThatWasTriedIsNamedWithWhatItLacks() {
    assertUnavailable(NEITHER, UNARY_UNARY, Set.of(UNARY_STREAM, STREAM_UNARY, STREAM_STREAM))
        .hasMessage("module 'loud' cannot serve UNARY_UNARY of task 'shouting': deriving it from"
            + " UNARY_STREAM would need the output translator; STREAM_UNARY would need the input"
            + " translator; STREAM_STREAM would need the input and output translators, and neither"
            + " the task nor the module has one");
  }

  @Test
  void splittingTheOutputOfAStreamNeedsTheInputJoinedBesideIt() {
    assertUnavailable(NO_INPUT, STREAM_STREAM, Set.of(STREAM_UNARY))
        .hasMessage("module 'loud' cannot serve STREAM_STREAM of task 'shouting': deriving it from"
            + " STREAM_UNARY would need the input translator, and neither the task nor the module"
            + " has one");
  }

  @Test
  void callingAnUnavailableFlavorSaysTheSameAsItsPlan() {
    var runner = new Shouting().runner(NO_OUTPUT, Set.of(UNARY_UNARY));
    String reason = "module 'loud' cannot serve UNARY_STREAM of task 'shouting': deriving it from"
        + " UNARY_UNARY would need the output translator, and neither the task nor the module has"
        + " one";

    assertThatThrownBy(() -> runner.unaryStream(new Word("a"))).hasMessage(reason);
    assertThatThrownBy(runner::unaryStream).hasMessage(reason);
  }

  @Test
  void aPathThatLacksATranslatorGivesWayToOneThatDoesNot() {
    var shouting = new Shouting();

    var runner = shouting.runner(NO_INPUT, Set.of(UNARY_UNARY, STREAM_STREAM));

    assertThat(runner.plan(UNARY_STREAM)).isEqualTo(new Plan(UNARY_STREAM, UNARY_UNARY));
    assertThat(runner.unaryStream(new Word("a")))
        .containsExactly(new Sound('A', 0), new Sound('.', 1));
  }

  @Test
  void aFlavorForWhichTheTaskHasNoTypeIsRefused() {
    Task<Void, Character, Shout, Void> assembling = Task.named("assembling")
        .input(Void.class, Character.class)
        .output(Shout.class, Void.class)
        .build();
    var module = TaskModule.named("loud", "1.0.0")
        .serves(assembling, as -> as.streamUnary(new Spelling()))
        .build();
    var runner = assembling.runner(module);

    assertThat(runner.streamUnary(Stream.of('h', 'i'))).isEqualTo(new Shout("hi", 2));
    assertThatThrownBy(() -> runner.plan(UNARY_STREAM))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage("task 'assembling' has no types for flavour UNARY_STREAM");
  }

  @Test
  void aModulesOwnTranslatorsTakeThePlaceOfItsTasks() {
    InputTranslator<Word, ?, Character> reversed = new Letters() {
      @Override
      public Stream<Character> split(Word input) {
        return Shouting.letters(new StringBuilder(input.text()).reverse().toString());
      }
    };
    OutputTranslator<Word, ?, Shout, Sound> doubled = new Sounds() {
      @Override
      public Shout finish(Shout accumulator) {
        return new Shout(accumulator.text() + accumulator.text(), accumulator.length());
      }
    };
    var module = TaskModule.named("own", "1.0.0")
        .serves(
            Shouting.TASK,
            as -> as.unaryStream((word, parameters) -> Shouting.sounds(Shouting.shout(word.text())))
                .streamUnary(new Spelling())
                .inputTranslator(reversed)
                .outputTranslator(doubled))
        .build();
    var runner = Shouting.TASK.runner(module);

    assertThat(runner.inputTranslator()).contains(reversed);
    assertThat(runner.outputTranslator()).contains(doubled);
    assertThat(runner.unaryUnary(new Word("ab"))).isEqualTo(new Shout("ABAB", 2));
    var streaming = TaskModule.named("own", "1.0.0")
        .serves(Shouting.TASK, as -> as.streamUnary(new Spelling()).inputTranslator(reversed))
        .build();
    assertThat(Shouting.TASK.runner(streaming).unaryUnary(new Word("ab")))
        .isEqualTo(new Shout("ba", 2));
  }

  private static AbstractThrowableAssert<?, ?> assertUnavailable(
      Task<Word, Character, Shout, Sound> task, Flavor wanted, Set<Flavor> natives) {
    var runner = new Shouting().runner(task, natives);
    return assertThatThrownBy(() -> runner.plan(wanted))
        .isInstanceOf(UnavailableFlavorException.class);
  }

  /** Joins letters as they are. */
  private static final class Spelling implements StreamUnary<Character, String, Shout> {
    @Override
    public StateType<String> stateType() {
      return StateType.of(String.class);
    }

    @Override
    public String open(Parameters parameters) {
      return "";
    }

    @Override
    public String next(String state, Character element) {
      return state + element;
    }

    @Override
    public Shout end(String state) {
      return new Shout(state, state.length());
    }
  }
}
