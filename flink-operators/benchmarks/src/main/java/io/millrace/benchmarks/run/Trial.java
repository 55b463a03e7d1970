package io.millrace.benchmarks.run;

import java.util.List;

/**
 * What one run of a job gave.
 *
 * @param lap what was measured
 * @param checkpoints that were completed meanwhile
 */
public record Trial(Lap lap, List<Checkpoint> checkpoints) {

  /** Of what has no checkpoints. */
  public static Trial of(Lap lap) {
    return new Trial(lap, List.of());
  }
}
