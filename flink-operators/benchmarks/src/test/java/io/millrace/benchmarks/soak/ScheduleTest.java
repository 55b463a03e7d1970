package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final List<FaultKind> ALL = List.of(FaultKind.values());

  @Test
  void hasEachKindOnceBeforeAnyComesAgain() {
    List<FaultKind> two = first(2 * ALL.size(), 3);

    assertThat(two.subList(0, ALL.size())).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(two.subList(ALL.size(), 2 * ALL.size()))
        .containsExactlyInAnyOrderElementsOf(ALL)
        .isNotEqualTo(two.subList(0, ALL.size()));
  }

  @Test
  void isTheSameBySeed() {
    assertThat(first(200, 3)).isEqualTo(first(200, 3)).isNotEqualTo(first(200, 4));
    assertThat(Collections.frequency(first(200, 3), FaultKind.GAPS)).isBetween(18, 19);
  }

  private static List<FaultKind> first(int count, long seed) {
    Schedule schedule = new Schedule(ALL, new Random(seed));
    return Stream.generate(schedule::next).limit(count).toList();
  }
}
