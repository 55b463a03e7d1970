package io.millrace.benchmarks.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelaysTest {

  private static final long MILLI = 1_000_000;

  @Test
  void tellsTheMedianAndTheTailInMilliseconds() {
    long[] nanos = LongStream.range(0, 100).map(each -> each * MILLI).toArray();

    assertThat(Delays.of(nanos, 100, 50, 50)).isEqualTo(new Delays(50, 99, 50, 50));
  }

  @Test
  void takesWhatDidNotComeAsDelayedForAsLongAsItWasWaitedFor() {
    long[] nanos = LongStream.range(0, 90).map(each -> MILLI).toArray();

    assertThat(Delays.of(nanos, 100, 50, 45)).isEqualTo(new Delays(1, 10_000, 50, 45));
  }

  @Test
  void isInTimeWhenAllButTwoOfAHundredCame() {
    assertThat(new Delays(1, 2, 100, 98).isInTime()).isTrue();
    assertThat(new Delays(1, 2, 100, 97).isInTime()).isFalse();
  }

  @Test
  void refusesARunOfWhichNothingCame() {
    assertThatThrownBy(() -> Delays.of(new long[0], 100, 50, 0))
        .hasMessage("no token came while it was measured");
  }
}
