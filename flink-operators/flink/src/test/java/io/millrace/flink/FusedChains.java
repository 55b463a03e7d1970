package io.millrace.flink;

import static io.millrace.tasks.StandardTasks.LABELS;
import static io.millrace.tasks.StandardTasks.TEXT_GENERATION;
import static io.millrace.tasks.StandardTasks.TEXT_MASKING;
import static io.millrace.tasks.StandardTasks.THRESHOLD;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;

import io.millrace.core.task.ModuleChain;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.FrameFilter;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.PatternEntities;
import java.util.stream.IntStream;

/** Modules made of modules. */
final class FusedChains {

  static final Task<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      FOUND = Task.named("found")
          .input(String.class, String.class)
          .output(TokenClassificationResults.class, TokenClassificationStreamResult.class)
          .inputTranslator(TOKEN_CLASSIFICATION.inputTranslator().orElseThrow())
          .outputTranslator(TOKEN_CLASSIFICATION.outputTranslator().orElseThrow())
          .parameters(THRESHOLD, LABELS)
          .build();

  private FusedChains() {}

  /** What is left to find in a text whose addresses are masked, but no domain names: three steps over one stream. */
  static ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      overMasked() {
    TaskModule addresses = PatternEntities.builder().builtIn("EMAIL_ADDRESS").module();
    return FOUND.runner(ModuleChain.of(
            "masking",
            TEXT_MASKING.runner(
                Masking.module(TOKEN_CLASSIFICATION.runner(addresses), Masks.label())))
        .then("entities", text -> text, TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .map(FrameFilter.keeping(result -> !result.getEntity().equals("DOMAIN_NAME")))
        .module("over-masked", "1.0.0", FOUND));
  }

  /** Entities of a text that is generated: it says the prompt backwards, word by word. */
  static ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      overGenerated() {
    return FOUND.runner(ModuleChain.of("generator", TEXT_GENERATION.runner(backwards()))
        .then(
            "entities",
            GeneratedTextStreamResult::getGeneratedText,
            TOKEN_CLASSIFICATION.runner(PatternEntities.module()))
        .map(FrameFilter.keeping(result -> !result.getEntity().equals("DOMAIN_NAME")))
        .module("over-generated", "1.0.0", FOUND));
  }

  private static TaskModule backwards() {
    return TaskModule.named("backwards", "1.0.0")
        .serves(
            TEXT_GENERATION,
            as -> as.unaryStream((prompt, parameters) -> {
              String[] words = prompt.split(" ", -1);
              return IntStream.range(0, words.length)
                  .mapToObj(i -> new GeneratedTextStreamResult(
                      (i == 0 ? "" : " ") + words[words.length - 1 - i],
                      null,
                      null,
                      new GenerationDetails(
                          i == words.length - 1
                              ? FinishReason.EOS_TOKEN
                              : FinishReason.NOT_FINISHED,
                          i + 1L,
                          null,
                          null,
                          null)));
            }))
        .build();
  }
}
