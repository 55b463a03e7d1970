package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.ModuleLaws;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OperatorPairsTest {

  private static final String TEXT = "a\uD83D\uDE00\uD83D\uDE00 1\uD83D\uDE00";

  @Test
  void aModuleWhoseSourcesNeverCutAPairIsHeldToThat() {
    ModuleLaws.of(DigitMask.runner(new WholePairs()))
        .texts(TEXT)
        .cuttings(500)
        .keepingPairsWhole()
        .check();
    var laws =
        OperatorLaws.of(() -> DigitMask.runner(new WholePairs())).texts(TEXT).runs(12);

    assertThat(laws.keepingPairsWhole().check().texts()).isGreaterThanOrEqualTo(12);
    assertThatThrownBy(laws::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("streaming equals unary");
  }

  @Test
  void theLineToReRunKeepsPairsWholeToo() {
    var laws = OperatorLaws.of(() -> DigitMask.runner(new NoPairs())).texts(TEXT);

    assertThatThrownBy(laws.keepingPairsWhole()::check)
        .isInstanceOf(AssertionError.class)
        .message()
        .contains("re-run  OperatorLaws.of(runner).keepingPairsWhole().check(Flavor.STREAM_STREAM,"
            + " Scenario.of(Scenario.turn(\"r")
        .contains("\"\uD83D\uDE00\")), Ordeal.of(1));");
  }

  /** Takes each half of a pair for a mistake. */
  private static final class WholePairs extends DigitMask {
    @Override
    public Where next(Where state, String element, Consumer<? super String> out) {
      StringBuilder mended = new StringBuilder();
      element.codePoints().forEach(c -> mended.appendCodePoint(isHalf(c) ? '?' : c));
      return super.next(state, mended.toString(), out);
    }

    private static boolean isHalf(int codePoint) {
      return Character.getType(codePoint) == Character.SURROGATE;
    }
  }

  /** Fails at a half of a pair. */
  private static final class NoPairs extends DigitMask {
    @Override
    public Where next(Where state, String element, Consumer<? super String> out) {
      if (element.contains("\uD83D")) {
        throw new IllegalStateException("no emoji wanted");
      }
      return super.next(state, element, out);
    }
  }
}
