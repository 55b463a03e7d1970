package io.millrace.benchmarks.soak;

import io.millrace.flink.RequestLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How to soak.
 *
 * @param faults how many that take effect
 * @param seed of the schedule, of what each fault hits, and of the load
 * @param kinds what may go wrong
 * @param rate records a second that are written
 * @param backend where the job keeps its state
 * @param idle after so long a request that was abandoned fails; must be longer than the job is ever down
 */
record SoakSettings(
    int faults, long seed, List<FaultKind> kinds, int rate, Backend backend, Duration idle) {

  /** A message may come so many places early; reordering stays below it. */
  private static final int EARLY = 32;

  /** Validates that there is something to do. */
  SoakSettings {
    atLeastOne("--faults", faults);
    atLeastOne("--rate", rate);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("--only must name at least one kind of fault");
    }
    if (idle.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "--idle-seconds must be at least 1 but was " + idle.toSeconds());
    }
    kinds = List.copyOf(kinds);
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1 but was " + value);
    }
  }

  /** All kinds where none are named. */
  static List<FaultKind> kinds(Collection<FaultKind> only) {
    return only.isEmpty()
        ? List.of(FaultKind.values())
        : only.stream().distinct().toList();
  }

  /** What the job grants its requests. */
  RequestLimits limits() {
    return RequestLimits.DEFAULT.withIdle(idle).withGap(idle.dividedBy(2)).withEarly(EARLY);
  }
}
