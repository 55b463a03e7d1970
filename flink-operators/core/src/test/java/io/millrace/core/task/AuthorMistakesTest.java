package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameter;
import io.millrace.core.task.Shouting.Shout;
import io.millrace.core.task.Shouting.Sound;
import io.millrace.core.task.Shouting.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorMistakesTest {

  private static final UnaryUnary<Word, Shout> SHOUT =
      (word, parameters) -> Shouting.shout(word.text());

  @Test
  void aFlavorGivenTwice() {
    assertMistake(serving(as -> as.unaryUnary(SHOUT).unaryUnary(SHOUT)))
        .hasMessage("flavour UNARY_UNARY of task 'shouting' is given twice");
  }

  @Test
  void noFlavor() {
    assertMistake(serving(as -> as.reads(Shouting.QUIET)))
        .hasMessage("module 'loud' implements no flavour of task 'shouting'");
  }

  @Test
  void aFlavorForWhichTheTaskHasNoType() {
    Task<Word, Character, Shout, Void> whole = Task.named("whole")
        .input(Word.class, Character.class)
        .output(Shout.class, Void.class)
        .build();

    assertMistake(() -> TaskModule.named("loud", "1.0.0")
            .serves(whole, as -> as.unaryStream((word, parameters) -> Stream.empty())))
        .hasMessage("task 'whole' has no types for flavour UNARY_STREAM");
  }

  @Test
  void aParameterThatTheTaskDoesNotDeclare() {
    assertMistake(serving(as -> as.reads(Parameter.ofLong("volume", 1, 0, 11))))
        .hasMessage(
            "parameter 'volume' is not declared by task 'shouting', which declares [quiet]");
  }

  @Test
  void aParameterOfAnotherTypeThanTheTaskDeclares() {
    assertMistake(serving(as -> as.reads(Parameter.ofLong("quiet", 1, 0, 1))))
        .hasMessage("parameter 'quiet' is a boolean in task 'shouting' but the module reads it as a"
            + " long");
  }

  @Test
  void aParameterReadTwice() {
    assertMistake(serving(as -> as.reads(Shouting.QUIET, Shouting.QUIET)))
        .hasMessage("parameter 'quiet' is read twice");
  }

  @Test
  void anInexactModuleThatDoesNotSayWhatItGivesUp() {
    assertMistake(serving(as -> as.unaryUnary(SHOUT).inexact(" ")))
        .hasMessage("a module that is not exact must name what it gives up");
  }

  @Test
  void aTaskServedTwice() {
    assertMistake(() -> TaskModule.named("loud", "1.0.0")
            .serves(Shouting.TASK, as -> as.unaryUnary(SHOUT))
            .serves(Shouting.TASK, as -> as.unaryUnary(SHOUT)))
        .hasMessage("module 'loud' serves task 'shouting' twice");
  }

  @Test
  void noTask() {
    assertMistake(() -> TaskModule.named("loud", "1.0.0").build())
        .hasMessage("module 'loud' serves no task");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-x", "a b", "a/b", ".hidden"})
  void anIdThatCannotNameAFolder(String id) {
    assertMistake(() -> TaskModule.named(id, "1.0.0"))
        .hasMessage("a module's id must match [A-Za-z0-9][A-Za-z0-9._-]* but was \"" + id + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0 "})
  void aVersionThatIsNotSemantic(String version) {
    assertMistake(() -> TaskModule.named("loud", version))
        .hasMessage(
            "version of module 'loud' must be semantic (1.0.0) but was \"" + version + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0", "1.0.0-alpha.1", "1.0.0-0.3.7+build.01", "10.20.30"})
  void aVersionThatIsSemanticIsTaken(String version) {
    assertThatCode(() -> TaskModule.named("loud", version)).doesNotThrowAnyException();
  }

  @Test
  void askingAModuleForATaskItDoesNotServe() {
    var module = TaskModule.named("loud", "1.0.0")
        .serves(Shouting.TASK, as -> as.unaryUnary(SHOUT))
        .build();
    Task<Word, Character, Shout, Sound> other = Shouting.task().build();

    assertMistake(() -> other.runner(module))
        .hasMessage("module 'loud' does not serve task 'shouting'; it serves [shouting]");
  }

  @Test
  void aTaskThatDeclaresAParameterTwice() {
    assertMistake(() -> Shouting.task().parameters(Shouting.QUIET))
        .hasMessage("task 'shouting' declares parameter 'quiet' twice");
  }

  @Test
  void aTaskWithoutATypeOnOneSide() {
    assertMistake(() -> Task.named("mute").input(Void.class, Void.class))
        .hasMessage("task 'mute' needs an input type: whole, element or both");
    assertMistake(
            () -> Task.named("mute").input(Word.class, Void.class).output(Void.class, Void.class))
        .hasMessage("task 'mute' needs an output type: whole, element or both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Loud", "loud_one", "1st"})
  void aTaskWithANameOutOfStyle(String name) {
    assertMistake(() -> Task.named(name))
        .hasMessage("a task's name must match [a-z][a-z0-9-]* but was \"" + name + "\"");
  }

  @Test
  void aModuleServesSeveralTasksInTheOrderGiven() {
    List<Task<Word, Character, Shout, Sound>> tasks = new ArrayList<>();
    TaskModule.Builder builder = TaskModule.named("loud", "1.0.0");
    for (int i = 0; i < 20; i++) {
      var task = Shouting.task().build();
      tasks.add(task);
      builder.serves(task, as -> as.unaryUnary(SHOUT));
    }

    assertThat(builder.build().tasks()).containsExactlyElementsOf(tasks);
  }

  @Test
  void closingARunnerClosesAllThatItsModuleHoldsTheLastFirst() throws IOException {
    List<String> closed = new ArrayList<>();
    var module = TaskModule.named("loud", "1.0.0")
        .serves(Shouting.TASK, as -> as.unaryUnary(SHOUT))
        .holds(() -> closed.add("model"))
        .holds(() -> closed.add("client"))
        .build();

    Shouting.TASK.runner(module).close();

    assertThat(closed).containsExactly("client", "model");
  }

  @Test
  void whatCannotBeClosedDoesNotKeepTheRestOpen() {
    List<String> closed = new ArrayList<>();
    var module = TaskModule.named("loud", "1.0.0")
        .serves(Shouting.TASK, as -> as.unaryUnary(SHOUT))
        .holds(() -> closed.add("model"))
        .holds(() -> {
          throw new IOException("client is busy");
        })
        .build();

    assertThatThrownBy(module::close).isInstanceOf(IOException.class).hasMessage("client is busy");
    assertThat(closed).containsExactly("model");
  }

  @Test
  void whatARunnerHoldsIsClosedAfterItsModuleAlsoIfThatCannotBe() {
    List<String> closed = new ArrayList<>();
    var module = TaskModule.named("loud", "1.0.0")
        .serves(Shouting.TASK, as -> as.unaryUnary(SHOUT))
        .holds(() -> {
          closed.add("module");
          throw new IOException("client is busy");
        })
        .build();
    var runner = Shouting.TASK
        .runner(module)
        .holding(() -> closed.add("files"))
        .holding(() -> closed.add("folder"));

    assertThatThrownBy(runner::close).isInstanceOf(IOException.class).hasMessage("client is busy");
    assertThat(closed).containsExactly("module", "files", "folder");
  }

  private static ThrowingCallable serving(Consumer<Serving<Word, Character, Shout, Sound>> author) {
    return () -> TaskModule.named("loud", "1.0.0").serves(Shouting.TASK, author);
  }

  private static AbstractThrowableAssert<?, ?> assertMistake(ThrowingCallable mistake) {
    return assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class);
  }
}
