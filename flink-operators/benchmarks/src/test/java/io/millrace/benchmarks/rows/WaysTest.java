package io.millrace.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.topics.Delays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaysTest {

  @Test
  void tellsTheWholeWayAndWhatIsAddedToKafkasOwn() {
    Ways ways = ways(List.of(taking(6), taking(6)), List.of(taking(4), taking(5)), taking(3));

    assertThat(ways.ratios().sorted()).containsExactly(1.2, 1.5);
    assertThat(ways.note())
        .isEqualTo("Millrace 6 ms; by hand 4.5 ms; Kafka alone 3 ms;"
            + " added to Kafka alone 3 ms, by hand 1.5 ms, ratio 2");
  }

  @Test
  void makesNoRatioWhereNothingIsAdded() {
    assertThat(ways(List.of(taking(4)), List.of(taking(3)), taking(3)).note())
        .endsWith("added to Kafka alone 1 ms, by hand 0 ms, no ratio");
  }

  @Test
  void namesWhoDidNotKeepTheRate() {
    List<Delays> ours = List.of(taking(4), new Delays(4, 4, 5_000, 4_000));

    assertThat(ways(ours, List.of(taking(4), taking(4)), taking(3)).note())
        .endsWith("; BELOW THE RATE: Millrace in 1 of 2 rounds");
  }

  private static Ways ways(List<Delays> ours, List<Delays> byHand, Delays floor) {
    return new Ways(
        Map.of(Ways.OURS, ours, Ways.BY_HAND, byHand, Ways.FLOOR, List.of(floor)), Delays::p50);
  }

  private static Delays taking(double millis) {
    return new Delays(millis, millis, 5_000, 5_000);
  }
}
