package io.millrace.benchmarks.soak;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A fault that was tried.
 *
 * @param kind of the fault
 * @param effect whether it took effect, once that is known
 */
record Tried(FaultKind kind, Future<Boolean> effect) {

  /** Waits until it is known. */
  boolean tookEffect() throws ExecutionException, InterruptedException {
    return effect.get();
  }

  /** How many of each kind took effect, or did not, or not yet. */
  static Map<FaultKind, Integer> count(List<Tried> all, boolean tookEffect)
      throws ExecutionException, InterruptedException {
    Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
    for (Tried each : all) {
      if ((each.effect().isDone() && each.tookEffect()) == tookEffect) {
        counts.merge(each.kind(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
