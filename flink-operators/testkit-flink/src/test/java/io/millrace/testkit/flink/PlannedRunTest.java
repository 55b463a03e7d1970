package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannedRunTest {

  private static final AtomicInteger MADE = new AtomicInteger();

  @Test
  void theFirstFourRunsAreOneInEachFlavor() {
    assertThat(planned(4))
        .extracting(PlannedRun::flavor)
        .containsExactlyInAnyOrder(Flavor.values());
  }

  @Test
  void theFirstTwelveRunsHaveBothFlavorsWithStateInEveryHardshipButSnapshots() {
    List<PlannedRun> first = planned(12);

    assertThat(hardships(first, Flavor.STREAM_STREAM))
        .containsExactlyInAnyOrderElementsOf(hardships(first, Flavor.STREAM_UNARY))
        .contains(Hardship.RESTORES_EVERYWHERE, Hardship.FAILURES, Hardship.OBJECT_REUSE)
        .contains(Hardship.ROCKSDB, Hardship.RESCALING, Hardship.DISORDER, Hardship.DUPLICATES);
    assertThat(first).doesNotHaveDuplicates();
  }

  @Test
  void inFourHundredRunsEveryFlavorHasEveryHardshipAtRandom() {
    List<PlannedRun> all = planned(400).subList(12, 400);

    for (Flavor flavor : Flavor.values()) {
      assertThat(hardships(all, flavor)).containsExactlyInAnyOrder(Hardship.values());
    }
  }

  @Test
  void tenRunsFindAModuleWhoseUnaryStreamIsWrongOnAWorker() {
    MADE.set(0);
    var laws = OperatorLaws.of(() -> echo(MADE.getAndIncrement() > 0)).runs(10);

    assertThatThrownBy(laws::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("where   UNARY_STREAM is native")
        .hasMessageContaining("run     the operator UNARY_STREAM in Ordeal.of(1)");
  }

  private static ModuleRunner<String, String, String, String> echo(boolean wrong) {
    return DigitMask.TASK.runner(TaskModule.named("echo", "1.0.0")
        .serves(
            DigitMask.TASK,
            as -> as.streamStream(new DigitMask())
                .unaryUnary((text, parameters) -> masked(text))
                .unaryStream((text, parameters) -> Stream.of(wrong ? "wrong" : masked(text)))
                .reads(DigitMask.MARK))
        .build());
  }

  private static String masked(String text) {
    return text.replaceAll("[0-9]+", "#");
  }

  private static List<PlannedRun> planned(int runs) {
    return PlannedRun.all(new SplittableRandom(1)).limit(runs).toList();
  }

  private static List<Hardship> hardships(List<PlannedRun> runs, Flavor flavor) {
    return runs.stream()
        .filter(run -> run.flavor() == flavor)
        .flatMap(run -> run.ordeal().hardships().stream())
        .distinct()
        .toList();
  }
}
