package io.millrace.benchmarks.soak;

import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.PatternEntities;

/** The modules: the job and plain Java run the same. */
final class SoakModules {

  private SoakModules() {}

  /** Finds entities. */
  static ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());
  }

  /** Puts the label in the place of each entity. */
  static ModuleRunner<String, String, String, String> masking() {
    return StandardTasks.TEXT_MASKING.runner(Masking.module(entities(), Masks.label()));
  }
}
