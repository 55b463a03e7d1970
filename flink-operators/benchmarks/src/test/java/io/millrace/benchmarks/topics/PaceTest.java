package io.millrace.benchmarks.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.run.Effort;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long START = -7;
  private static final long MILLI = 1_000_000;

  private final Pace pace = new Pace(100, START, Effort.Span.of(Duration.ofSeconds(1)));

  @Test
  void tokensAreDueAtASteadyRateWhoeverIsLate() {
    assertThat(pace.due(0) - START).isZero();
    assertThat(pace.due(7) - START).isEqualTo(70 * MILLI);
  }

  @Test
  void countsWhatIsDueBehindTheWarmUpUpToTheEnd() {
    assertThat(pace.counts(START + 300 * MILLI - 1)).isFalse();
    assertThat(pace.counts(START + 300 * MILLI)).isTrue();
    assertThat(pace.counts(START + 1_000 * MILLI - 1)).isTrue();
    assertThat(pace.counts(START + 1_000 * MILLI)).isFalse();
  }

  @Test
  void isOverWhenItsTimeIs() {
    assertThat(pace.isOverAt(pace.due(99))).isFalse();
    assertThat(pace.isOverAt(pace.due(100))).isTrue();
  }

  @Test
  void takesOnlyTheMeasuredPartForARate() {
    assertThat(pace.aSecond(70)).isEqualTo(100);
  }
}
