package io.millrace.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the tasks of a run report. They find it by the run's name, as tasks and benchmark are in one process.
 */
final class Gauge {

  private static final Map<String, Gauge> RUNS = new ConcurrentHashMap<>();

  private final List<Lap> laps = new CopyOnWriteArrayList<>();
  private final AtomicLong in = new AtomicLong();
  private final AtomicLong out = new AtomicLong();

  static Gauge of(String run) {
    return RUNS.computeIfAbsent(run, name -> new Gauge());
  }

  static void forget(String run) {
    RUNS.remove(run);
  }

  void lap(Lap lap) {
    laps.add(lap);
  }

  void in(long weight) {
    in.addAndGet(weight);
  }

  void out(long weight) {
    out.addAndGet(weight);
  }

  /**
   * The tasks' laps as one.
   *
   * @throws IllegalStateException if not all that went in came out, or no task was measured: such a number is worth nothing
   */
  Lap result(String run) {
    if (in.get() != out.get()) {
      throw new IllegalStateException(
          run + ": what went in weighs " + in + " but what came out " + out);
    }
    return laps.stream()
        .reduce(Lap::beside)
        .orElseThrow(() -> new IllegalStateException(run + " measured nothing"));
  }
}
