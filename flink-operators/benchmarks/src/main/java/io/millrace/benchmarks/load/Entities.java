package io.millrace.benchmarks.load;

import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.PatternEntities;

/** The modules of the rows that do real work. */
public final class Entities {

  private Entities() {}

  /** Finds entities of all kinds that are built in. */
  public static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());
  }

  /** Finds entities of one kind. */
  public static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      of(String label) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(
        PatternEntities.builder().builtIn(label).module());
  }

  /** Masks them. */
  public static ModuleRunner<String, String, String, String> masking() {
    return StandardTasks.TEXT_MASKING.runner(Masking.module(runner(), Masks.label()));
  }
}
