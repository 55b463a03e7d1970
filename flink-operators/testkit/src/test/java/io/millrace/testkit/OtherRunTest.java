package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class OtherRunTest {

  private static final Scenario THREE =
      Scenario.of(Scenario.turn("a", "x"), Scenario.turn("b", "y"), Scenario.turn("a", "z"));

  @Test
  void aRunThatSaysTheSameKeepsTheLaw() {
    assertThat(ModuleLaws.of(echo(word -> word)).check(THREE, new Fake(answers -> answers)))
        .isEqualTo(new Proof(2, 2, 0));
  }

  @Test
  void aWrongAnswerIsShownByTheSmallestScenario() {
    assertThatFailureOf(answers -> {
          answers
              .values()
              .forEach(answer -> answer.replaceAll(word -> "z".equals(word) ? "?" : word));
          return answers;
        })
        .hasMessage("""
            module 'echo' 1.0.0 does not keep the law of task 'text-masking': wherever a module runs, it says what it says in plain Java
              wanted  request 'a' to give [z]
              got     request 'a' to give [?]
              where   STREAM_STREAM is native
              run     a fake
              found   in 3 elements of a fake
              re-run  ModuleLaws.of(runner).check(Scenario.of(Scenario.turn("a", "z")), run);""");
  }

  @Test
  void aRunThatThrowsHasNotRunToItsEnd() {
    assertThatFailureOf(answers -> {
          if (answers.containsKey("b")) {
            throw new IllegalStateException("no b here");
          }
          return answers;
        })
        .hasMessage("""
            module 'echo' 1.0.0 does not keep the law of task 'text-masking': wherever a module runs, it runs to its end
              wanted  a run to its end
              got     a thrown java.lang.IllegalStateException: no b here
              where   STREAM_STREAM is native
              run     a fake
              found   in 3 elements of a fake
              re-run  ModuleLaws.of(runner).check(Scenario.of(Scenario.turn("b", "y")), run);""")
        .cause()
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLostRequestIsNotAnEmptyAnswer() {
    var silent = ModuleLaws.of(StandardTasks.TEXT_MASKING.runner(TaskModule.named("silent", "1.0.0")
        .serves(StandardTasks.TEXT_MASKING, as -> as.streamStream(new Silent()))
        .build()));

    silent.check(THREE, new Fake(answers -> {
      answers.values().forEach(List::clear);
      return answers;
    }));
    assertThatThrownBy(() -> silent.check(THREE, new Fake(answers -> {
          answers.values().forEach(List::clear);
          answers.remove("b");
          return answers;
        })))
        .hasMessage("""
            module 'silent' 1.0.0 does not keep the law of task 'text-masking': wherever a module runs, each request is answered, and no other
              wanted  answers to [b]
              got     answers to []
              where   STREAM_STREAM is native
              run     a fake
              found   in 3 elements of a fake
              re-run  ModuleLaws.of(runner).check(Scenario.of(Scenario.turn("b", "y")), run);""");
  }

  @Test
  void anAnswerToARequestThatWasNotMadeIsFound() {
    assertThatFailureOf(answers -> {
          answers.put("ghost", new ArrayList<>());
          return answers;
        })
        .hasMessageContaining(": wherever a module runs, each request is answered, and no other\n")
        .hasMessageContaining("wanted  answers to []\n  got     answers to [ghost]\n");
  }

  @Test
  void aRunThatIsNotWhatItPromisesSaysSoItself() {
    assertThatFailureOf(answers -> {
          throw new AssertionError("a message came twice");
        })
        .hasMessageContaining(": wherever a module runs, the run is what it promises to be\n")
        .hasMessageContaining("got     a message came twice\n");
  }

  @Test
  void aWrongAnswerIsNotMadeSmallerIntoAnotherFailure() {
    assertThatFailureOf(answers -> {
          if (answers.size() == 1) {
            throw new IllegalStateException("one request only");
          }
          answers.values().forEach(answer -> answer.add("?"));
          return answers;
        })
        .hasMessageContaining(": wherever a module runs, it says what it says in plain Java\n")
        .hasMessageContaining("got     request 'a' to give [x, ?]\n")
        .hasMessageContaining(
            "Scenario.of(Scenario.turn(\"a\", \"x\"), Scenario.turn(\"b\", \"\"))");
  }

  @Test
  void aFailureThatDoesNotComeAgainIsSaidToBeOne() {
    AtomicInteger runs = new AtomicInteger();

    assertThatFailureOf(answers -> {
          if (runs.getAndIncrement() == 0) {
            answers.values().forEach(answer -> answer.add("?"));
          }
          return answers;
        })
        .hasMessageContaining("got     request 'a' to give [x, z, ?]\n")
        .hasMessageContaining(
            "found   in 3 elements of a fake; it did not fail again, so the module"
                + " keeps something between requests\n");
  }

  @Test
  void whatFailsInPlainJavaTooIsNotBlamedOnTheRun() {
    var laws = ModuleLaws.of(echo(word -> {
      if ("z".equals(word)) {
        throw new IllegalStateException("no z wanted");
      }
      return word;
    }));

    assertThatThrownBy(() -> laws.check(THREE, new Fake(answers -> {
          throw new IllegalStateException("the run is not to be asked");
        })))
        .hasMessage("""
            module 'echo' 1.0.0 does not keep the law of task 'text-masking': every text is answered
              wanted  an answer
              got     a thrown java.lang.IllegalStateException: no z wanted
              where   UNARY_UNARY from STREAM_STREAM: splits the input, joins the output; buffers nothing
              run     plain Java, before a fake
              found   in 3 elements of a fake
              re-run  ModuleLaws.of(runner).check(Scenario.of(Scenario.turn("a", "z")), run);""");
  }

  private static AbstractThrowableAssert<?, ?> assertThatFailureOf(
      UnaryOperator<Map<String, List<Object>>> change) {
    return assertThatThrownBy(
            () -> ModuleLaws.of(echo(word -> word)).check(THREE, new Fake(change)))
        .isInstanceOf(AssertionError.class);
  }

  private static ModuleRunner<String, String, ?, ?> echo(UnaryOperator<String> change) {
    return StandardTasks.TEXT_MASKING.runner(TaskModule.named("echo", "1.0.0")
        .serves(StandardTasks.TEXT_MASKING, as -> as.streamStream(Elementwise.of(change)))
        .build());
  }

  /** Says nothing to anything. */
  private static final class Silent implements StreamStream<String, String, String> {
    @Override
    public StateType<String> stateType() {
      return StateType.of(String.class);
    }

    @Override
    public String open(Parameters parameters) {
      return "";
    }

    @Override
    public String next(String state, String element, Consumer<? super String> out) {
      return state;
    }

    @Override
    public void end(String state, Consumer<? super String> out) {}
  }

  /** Gives what plain Java gives, changed. */
  private record Fake(UnaryOperator<Map<String, List<Object>>> change) implements OtherRun {
    @Override
    public Flavor flavor() {
      return Flavor.STREAM_STREAM;
    }

    @Override
    public Map<String, List<Object>> run(Scenario scenario) {
      Map<String, List<Object>> answers = new LinkedHashMap<>();
      scenario
          .streamed(echo(word -> word))
          .forEach((request, answer) -> answers.put(request, new ArrayList<>(answer)));
      return change.apply(answers);
    }

    @Override
    public String toString() {
      return "a fake";
    }
  }
}
