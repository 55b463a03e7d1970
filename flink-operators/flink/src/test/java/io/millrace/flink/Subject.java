package io.millrace.flink;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.Merging;
import io.millrace.text.PatternEntities;
import io.millrace.text.Segmentation;
import io.millrace.text.SentenceSegmenter;
import io.millrace.text.SpanClassification;
import io.millrace.text.StableSegmenter;
import io.millrace.text.WordListClassification;
import java.util.List;
import java.util.Set;

/** A module over texts that is held to give one answer however it runs. */
record Subject<O, OE>(String name, RunnerSupplier<String, String, O, OE> runner) {

  private static final String SENTENCES = "[^.!?\\s][^.!?\\n]*[.!?]?(?=\\s|$)";

  /** The text modules, and modules that must be derived: one that is unary only, one that assembles only. */
  static final List<Subject<?, ?>> ALL = List.of(
      new Subject<>("pattern-entities", Subject::entities),
      new Subject<>(
          "masking",
          () -> StandardTasks.TEXT_MASKING.runner(Masking.module(entities(), Masks.label()))),
      new Subject<>(
          "span-classification",
          () -> StandardTasks.TOKEN_CLASSIFICATION.runner(
              SpanClassification.ofTokens(StableSegmenter.of(SENTENCES), entities()))),
      new Subject<>(
          "merging",
          () -> StandardTasks.TOKEN_CLASSIFICATION.runner(Merging.of("entities", entities())
              .and(
                  "sentences",
                  StandardTasks.TOKEN_CLASSIFICATION.runner(
                      SpanClassification.ofTexts(SentenceSegmenter.standard(), moods())))
              .keepingOverlaps()
              .module())),
      new Subject<>(
          "sentences",
          () ->
              StandardTasks.TOKENIZATION.runner(Segmentation.module(SentenceSegmenter.standard()))),
      new Subject<>("moods", Subject::moods),
      new Subject<>("unary-only", () -> Echo.runner(Set.of(Flavor.UNARY_UNARY))),
      new Subject<>("collecting-only", () -> Echo.runner(Set.of(Flavor.STREAM_UNARY))));

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.builder()
        .builtIn("EMAIL_ADDRESS", "IP_ADDRESS", "CREDIT_CARD", "US_SSN")
        .module());
  }

  private static ModuleRunner<String, String, ClassificationResults, ClassificationResult> moods() {
    return StandardTasks.TEXT_CLASSIFICATION.runner(WordListClassification.builder()
        .words("DATA", List.of("example", "call", "email", "write"))
        .module());
  }

  @Override
  public String toString() {
    return name;
  }
}
