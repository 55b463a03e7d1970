package io.millrace.text;

import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;
import static io.millrace.tasks.StandardTasks.TEXT_MASKING;
import static io.millrace.tasks.StandardTasks.TOKENIZATION;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.ModuleChain;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An asynchronous operator goes on with a deterministic module's answer where a failure has cut it off. */
class DeterminismTest {

  private static final ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      SURE = TOKEN_CLASSIFICATION.runner(PatternEntities.module());

  private static final ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      DRAWING = TOKEN_CLASSIFICATION.runner(TaskModule.named("drawing", "1.0.0")
      .serves(
          TOKEN_CLASSIFICATION,
          as ->
              as.unaryUnary((text, parameters) -> new TokenClassificationResults(List.of(), null)))
      .build());

  @Test
  void whatGoesByRulesIsDeterministic() {
    var mood = TEXT_CLASSIFICATION.runner(WordListClassification.englishSentiment());
    var moods = SpanClassification.ofTexts(SentenceSegmenter.standard(), mood);

    assertThat(SURE.deterministic()).isTrue();
    assertThat(mood.deterministic()).isTrue();
    assertThat(TOKEN_CLASSIFICATION.runner(moods).deterministic()).isTrue();
    assertThat(TOKENIZATION
            .runner(Segmentation.module(SentenceSegmenter.standard()))
            .deterministic())
        .isTrue();
  }

  @Test
  void whatIsMadeOfModulesIsDeterministicIfTheyAre() {
    assertThat(masking(SURE).deterministic()).isTrue();
    assertThat(masking(DRAWING).deterministic()).isFalse();
    assertThat(spans(SURE).deterministic()).isTrue();
    assertThat(spans(DRAWING).deterministic()).isFalse();
    assertThat(behindMasking(SURE).deterministic()).isTrue();
    assertThat(behindMasking(DRAWING).deterministic()).isFalse();
  }

  private static ModuleRunner<String, String, String, String> masking(
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector) {
    return TEXT_MASKING.runner(Masking.module(detector, Masks.label()));
  }

  private static ModuleRunner<?, ?, ?, ?> spans(
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector) {
    return TOKEN_CLASSIFICATION.runner(
        SpanClassification.ofTokens(SentenceSegmenter.standard(), detector));
  }

  private static ModuleRunner<?, ?, ?, ?> behindMasking(
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector) {
    return TOKEN_CLASSIFICATION.runner(ModuleChain.of("masking", masking(SURE))
        .then("detector", text -> text, detector)
        .module("behind-masking", "1.0.0", TOKEN_CLASSIFICATION));
  }
}
