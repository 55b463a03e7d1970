package io.millrace.examples.entities;

import io.millrace.core.Parameter;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.tasks.TextAssembly;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.PatternEntities;
import java.util.List;
import java.util.Map;

/** The modules of the jobs: the live one and the backfill run the same. */
public final class TextModules {

  /** The operator that finds entities; qualifies its parameters. */
  public static final String ENTITIES = "entities";

  /** The operator that masks them; qualifies its parameters. */
  public static final String MASKING = "masking";

  private TextModules() {}

  /** What callers may set, by operator. */
  public static Map<String, List<Parameter<?>>> parameters() {
    return Map.of(ENTITIES, entities().parameters(), MASKING, masking().parameters());
  }

  /** Finds entities. */
  public static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());
  }

  /** Puts the label in the place of each entity. */
  public static ModuleRunner<String, String, String, String> masking() {
    return StandardTasks.TEXT_MASKING.runner(Masking.module(entities(), Masks.label()));
  }

  /** Assembles the pieces of a generation. */
  public static ModuleRunner<Void, GeneratedTextStreamResult, GeneratedTextResult, Void>
      assembly() {
    return StandardTasks.TEXT_ASSEMBLY.runner(TextAssembly.module());
  }
}
