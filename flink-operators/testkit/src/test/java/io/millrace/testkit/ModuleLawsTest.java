package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.tasks.StandardTasks;
import org.junit.jupiter.api.Test;

class ModuleLawsTest {

  @Test
  void aModuleThatKeepsTheLawPassesEveryCutting() {
    var runner = StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns()));

    Proof proof = ModuleLaws.of(runner).seed(42).check();

    assertThat(proof.cuttings()).isGreaterThanOrEqualTo(100_000);
    assertThat(proof.texts()).isGreaterThan(500);
    assertThat(proof.excused()).isZero();
  }
}
