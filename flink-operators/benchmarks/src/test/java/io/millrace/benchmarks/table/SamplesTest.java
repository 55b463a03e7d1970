package io.millrace.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void dividesRoundByRoundAndTakesTheMiddleOfThat() {
    Samples ratios = Samples.ratios(List.of(9.0, 8.0, 30.0), List.of(10.0, 10.0, 10.0));

    assertThat(ratios.median()).isEqualTo(0.9);
    assertThat(ratios.min()).isEqualTo(0.8);
    assertThat(ratios.max()).isEqualTo(3.0);
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(new Samples(List.of(4.0, 1.0, 3.0, 100.0)).median()).isEqualTo(3.5);
  }

  @Test
  void refusesRoundsThatAreNotPairs() {
    assertThatThrownBy(() -> Samples.ratios(List.of(1.0), List.of(1.0, 2.0)))
        .hasMessage("there must be as many of both but there were 1 and 2");
    assertThatThrownBy(() -> new Samples(List.of()))
        .hasMessage("there must be at least one sample");
  }
}
