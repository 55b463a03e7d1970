package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SoakReadingTest {

  private static final TopicPartition ZERO = new TopicPartition("masked", 0);
  private static final TopicPartition ONE = new TopicPartition("masked", 1);

  @Test
  void goesOnUntilEachPartitionWasReadToItsEndHoweverOftenNothingComes() throws Exception {
    Map<TopicPartition, Long> positions = new HashMap<>();
    int[] polls = new int[1];
    Reading.toTheEnd(Map.of(ZERO, 2L, ONE, 1L), () -> positions, () -> {
      polls[0]++;
      // Two polls in three bring nothing.
      if (polls[0] % 3 == 0) {
        positions.merge(polls[0] == 9 ? ONE : ZERO, 1L, Long::sum);
      }
    });

    assertThat(polls[0]).isEqualTo(9);
  }

  @Test
  void readsNothingWhereThereIsNothing() throws Exception {
    Reading.toTheEnd(Map.of(ZERO, 0L), Map::of, () -> {
      throw new IllegalStateException("there is nothing to read");
    });
  }
}
