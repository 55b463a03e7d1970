package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
  void textInOtherFormsIsCountedToo() {
    assertThat(HeldText.in("a\u00E4\u20AC\uD83D\uDE00".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(4);
    assertThat(HeldText.in("a\uD83D\uDE00".codePoints().toArray())).isEqualTo(2);
    assertThat(HeldText.in(List.of('a', 'b', 'a'))).isEqualTo(3);
    assertThat(HeldText.in(new long[] {1, 2})).isZero();
  }

  @Test
  void aFieldThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> HeldText.in(Path.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(".* sun\\.nio\\.fs\\.\\w+\\.\\w+ of a state cannot be read");
  }

  @Test
  void whatAStateIsOpenedWithIsNotOfTheText() {
    ModuleLaws.of(StandardTasks.TEXT_MASKING.runner(TaskModule.named("marks", "1.0.0")
            .serves(StandardTasks.TEXT_MASKING, as -> as.streamStream(new Marked()))
            .build()))
        .holdingAtMost(0)
        .cuttings(500)
        .check();
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

  /** Keeps in its state what marks an element, which is no text of the request. */
  private static final class Marked implements StreamStream<String, String, String> {
    @Override
    public StateType<String> stateType() {
      return StateType.of(String.class);
    }

    @Override
    public String open(Parameters parameters) {
      return "a mark";
    }

    @Override
    public String next(String state, String element, Consumer<? super String> out) {
      out.accept(element);
      return state;
    }

    @Override
    public void end(String state, Consumer<? super String> out) {}
  }
}
