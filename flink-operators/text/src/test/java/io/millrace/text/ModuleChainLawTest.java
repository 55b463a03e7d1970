package io.millrace.text;

import static io.millrace.tasks.StandardTasks.TEXT_GENERATION;
import static io.millrace.tasks.StandardTasks.TEXT_MASKING;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;

import io.millrace.core.task.ModuleChain;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.FrameFilter;
import io.millrace.testkit.ModuleLaws;
import org.junit.jupiter.api.Test;

/** Chains whose last part reads a text as long as the input, so that its offsets are those of the input. */
class ModuleChainLawTest {

  @Test
  void aChainOfStreamsKeepsTheLaw() {
    TaskModule addresses = PatternEntities.builder().builtIn("EMAIL_ADDRESS").module();
    TaskModule digits =
        PatternEntities.builder().builtIn().pattern("DIGITS", "\\d+", 1).module();
    var masking = TEXT_MASKING.runner(
        Masking.module(TOKEN_CLASSIFICATION.runner(addresses), Masks.character('*')));
    var chain = TOKEN_CLASSIFICATION.runner(ModuleChain.of("masking", masking)
        .then("digits", text -> text, TOKEN_CLASSIFICATION.runner(digits))
        .map(FrameFilter.keeping(result -> !result.getWord().equals("0")))
        .module("digits-outside-of-addresses", "1.0.0", TOKEN_CLASSIFICATION));

    ModuleLaws.of(chain).cuttings(CuttingBudget.percent(4)).check();
  }

  @Test
  void aChainBehindAGeneratorKeepsTheLaw() {
    TaskModule parrot = TaskModule.named("parrot", "1.0.0")
        .serves(
            TEXT_GENERATION,
            as -> as.unaryUnary((prompt, parameters) -> new GeneratedTextResult(
                prompt, 1L, FinishReason.EOS_TOKEN, null, null, null, null, null)))
        .build();
    var chain = TOKEN_CLASSIFICATION.runner(ModuleChain.of("parrot", TEXT_GENERATION.runner(parrot))
        .then(
            "entities",
            GeneratedTextStreamResult::getGeneratedText,
            TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .module("entities-of-what-a-parrot-says", "1.0.0", TOKEN_CLASSIFICATION));

    ModuleLaws.of(chain).cuttings(CuttingBudget.percent(4)).check();
  }
}
