package io.millrace.text;

import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Proof;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatternEntitiesLawTest {

  private static final Parameters EVERY_SCORE = Parameters.NONE.with(StandardTasks.THRESHOLD, 0.0);

  @Test
  void theBuiltInEntitiesKeepTheLaw() {
    ModuleLaws.of(TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .cuttings(CuttingBudget.percent(10))
        .check();
  }

  @Test
  void entitiesRightBesideOneAnotherKeepTheLaw() {
    ModuleLaws.of(TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .texts(new ShortTexts())
        .cuttings(CuttingBudget.percent(30))
        .seed(7)
        .check();
  }

  @Test
  void overlappingCandidatesOfEveryScoreKeepTheLaw() {
    ModuleLaws.of(TOKEN_CLASSIFICATION.runner(own().module()))
        .texts(new ShortTexts())
        .parameters(EVERY_SCORE)
        .cuttings(CuttingBudget.percent(8))
        .seed(2)
        .check();
  }

  @Test
  void aChoiceOfLabelsKeepsTheLaw() {
    ModuleLaws.of(TOKEN_CLASSIFICATION.runner(own().module()))
        .parameters(Parameters.of(
            Map.of("threshold", 0.1, "labels", List.of("LINE", "PHONE_NUMBER", "DOMAIN_NAME"))))
        .cuttings(CuttingBudget.percent(5))
        .seed(5)
        .check();
  }

  @Test
  void whatTheCapCutsIsCutTheSame() {
    TaskModule module = own().pattern("EVERYTHING", "(?s)[^,]+", 0.2).cap(64).module();
    Proof proof = ModuleLaws.of(TOKEN_CLASSIFICATION.runner(module))
        .texts(new ShortTexts())
        .parameters(EVERY_SCORE)
        .cuttings(CuttingBudget.percent(5))
        .seed(6)
        .check();
    assertThat(proof.excused()).as("results that differed, with a warning").isZero();
  }

  private static PatternEntities.Builder own() {
    return PatternEntities.builder()
        .pattern("NUMBERS", "\\d+(?:[ .:-]+\\d+)*", 0.3)
        .pattern("CAPITALISED", "\\b\\p{Lu}\\w*(?:\\s\\p{Lu}\\w*)*", 0.6)
        .pattern("AFTER_TO", "(?<=\\bto )\\S+", 0.6)
        .pattern("LINE", "(?m)^.{1,40}$", 0.1)
        .words("NAME", List.of("Ada", "Ada Lovelace", "example", "call me", "at"), 0.9);
  }
}
