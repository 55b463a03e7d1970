package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldTextTest {

  private enum Kind {
    SOME;

    @SuppressWarnings("UnusedVariable") // what is not to be counted
    private final String label = "of no request";
  }

  private record Parts(
      String text, StringBuilder more, Object units, List<Optional<String>> many, Kind kind) {}

  @Test
  void allTextIsCountedInCodePointsAndEachObjectOnce() {
    String shared = "ab\uD83D\uDE00";
    Object[] both = {shared, Map.of("key", shared)};
    Parts parts = new Parts(
        "one",
        new StringBuilder("four"),
        new char[] {'x', 'y'},
        List.of(Optional.of("z")),
        Kind.SOME);

    assertThat(HeldText.in(both)).isEqualTo(3 + 3);
    assertThat(HeldText.in(parts)).isEqualTo(3 + 4 + 2 + 1);
    assertThat(HeldText.in(7L)).isZero();
  }

  @Test
  void aModuleThatHoldsNoMoreThanItSaysKeepsTheLaw() {
    ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns())))
        .texts("call 12345678 or 1", "")
        .holdingAtMost(8)
        .cuttings(2_000)
        .check();
  }

  @Test
  void aModuleThatHoldsMoreThanItSaysFailsWithTheShortestText() {
    var laws = ModuleLaws.of(
            StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns())))
        .texts("12 and 3", "12")
        .holdingAtMost(4)
        .cuttings(2_000);

    assertThatThrownBy(laws::check).isInstanceOf(AssertionError.class).hasMessage("""
            module 'digits' 1.0.0 does not keep the law of task 'token-classification': a state holds no more of the text than the module says
              wanted  at most 4 code points in the state before the end
              got     5 of them
              where   STREAM_STREAM is native
              text    "12121"
              cutting "12121"
              found   by seed 1, in 1 element
              re-run  ModuleLaws.of(runner).holdingAtMost(4).check(Cutting.of("12121"));""");
    assertThatThrownBy(() -> laws.check(Cutting.of("12121")))
        .hasMessageContaining("wanted  at most 4 code points in the state before the end");
  }

  @Test
  void theBoundIsChecked() {
    var laws =
        ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(DigitRuns.module(new DigitRuns())));

    assertThatThrownBy(() -> laws.holdingAtMost(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codePoints must be between 0 and 100000 but was -1");
  }
}
