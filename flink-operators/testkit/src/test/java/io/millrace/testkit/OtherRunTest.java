package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class OtherRunTest {

  private static final Scenario THREE = Scenario.of(
      Scenario.turn("a", "x"), Scenario.turn("b", "y"), Scenario.turn("a", "z"));

  @Test
  void aRunThatSaysTheSameKeepsTheLaw() {
    ModuleLaws.of(echo(word -> word)).check(THREE, new Fake(answers -> answers));
  }

  @Test
  void aWrongAnswerIsShownByTheSmallestScenario() {
    assertThatFailureOf(answers -> {
          answers.values().forEach(answer -> answer.replaceAll(word -> "z".equals(word) ? "?" : word));
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

  /** Gives what plain Java gives, changed. */
  private record Fake(UnaryOperator<Map<String, List<Object>>> change) implements OtherRun {
    @Override
    public Flavor flavor() {
      return Flavor.STREAM_STREAM;
    }

    @Override
    public Map<String, List<Object>> run(Scenario scenario) {
      Map<String, List<Object>> answers = new LinkedHashMap<>();
      scenario.streamed(echo(word -> word)).forEach((request, answer) -> answers.put(request, new ArrayList<>(answer)));
      return change.apply(answers);
    }

    @Override
    public String toString() {
      return "a fake";
    }
  }
}
