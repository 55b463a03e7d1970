package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.flink.RunnerSupplier;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.Scenario;
import java.util.Collections;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Each hardship finds what an undisturbed run does not. */
class HardshipsTest {

  private static final Scenario INTERLEAVED = Scenario.of(
      Scenario.turn("a", "one "),
      Scenario.turn("b", "two "),
      Scenario.turn("a", "three "),
      Scenario.turn("b", "four"));

  @Test
  void objectReuseFindsAModuleThatChangesWhatItHandedOn() {
    assertFoundBy(Hardship.OBJECT_REUSE, () -> frames(new Rewriting()), INTERLEAVED)
        .hasMessageContaining("what was handed on must stay as it was, but ")
        .hasMessageContaining("\"start_index\": -1");
  }

  @Test
  void restoresFindAModuleWhoseStateLosesAComponent() {
    assertFoundBy(
            Hardship.RESTORES_EVERYWHERE,
            () -> DigitMask.runner(new OperatorLawsTest.Lossy()),
            digits(2))
        .hasMessageContaining("got     request 'a' to give [#, #]\n");
  }

  @Test
  void failuresFindAModuleThatSaysAnotherThingWhenItIsDoneAgain() {
    assertFoundBy(
            Hardship.FAILURES, () -> DigitMask.runner(new WrongOnceTried.CountsAll()), digits(40))
        .hasMessageContaining("got     what a failure undid must be said again but was not: ");
    OperatorLaws.of(() -> DigitMask.runner(new WrongOnceTried.CountsAll()))
        .check(
            Flavor.STREAM_STREAM,
            digits(40),
            Ordeal.of(1, Hardship.RESTORES_EVERYWHERE, Hardship.SNAPSHOTS, Hardship.ROCKSDB));
  }

  private static Scenario digits(int elements) {
    return new Scenario(Collections.nCopies(elements, Scenario.turn("a", "1")));
  }

  private static <O, OE> AbstractThrowableAssert<?, ?> assertFoundBy(
      Hardship hardship, RunnerSupplier<String, String, O, OE> runner, Scenario scenario) {
    var laws = OperatorLaws.of(runner);
    laws.check(Flavor.STREAM_STREAM, scenario, Ordeal.of(1));
    return assertThatThrownBy(
            () -> laws.check(Flavor.STREAM_STREAM, scenario, Ordeal.of(1, hardship)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "run     the operator STREAM_STREAM in Ordeal.of(1, Hardship." + hardship + ")");
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      frames(StreamStream<String, ?, TokenClassificationStreamResult> detector) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(TaskModule.named("frames", "1.0.0")
        .serves(StandardTasks.TOKEN_CLASSIFICATION, as -> as.streamStream(detector))
        .build());
  }
}
