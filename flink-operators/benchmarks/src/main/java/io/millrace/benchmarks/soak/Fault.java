package io.millrace.benchmarks.soak;

import java.util.Random;
import java.util.concurrent.Future;

/** One way to do harm. */
@FunctionalInterface
interface Fault {

  /**
   * Does it. Comes back when the job runs again; what is only written may still be under way.
   *
   * @param random says what it hits, and how hard
   * @return whether it took effect
   */
  Future<Boolean> strike(Random random) throws Exception;
}
