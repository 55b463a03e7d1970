package io.millrace.text;

import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;

/**
 * Classifies a text span by span: a {@link Segmenter} says what the spans are (sentences, lines), and another module
 * classifies each by itself, as soon as the span can no longer change. Any module will do, also one that must see the whole
 * of what it classifies.
 *
 * <p>A detection closes a frame at its end, together with those that overlap it; a span without a detection at its end closes
 * with an empty frame. Text behind the last span closes at the end of the text.
 *
 * <p>{@code threshold} and {@code labels} are handed to the classifier, if it reads them, and held against its results in any
 * case. Deterministic if the classifier is.
 */
public final class SpanClassification {

  static final String ID = "span-classification";
  static final String VERSION = "1.0.0";

  private SpanClassification() {}

  /** Spans labelled as a whole by a classifier of texts; closing the module closes it. */
  public static TaskModule ofTexts(
      Segmenter segmenter,
      ModuleRunner<String, String, ClassificationResults, ClassificationResult> classifier) {
    return module(segmenter, SpanClassifier.ofTexts(classifier), classifier);
  }

  /** Spans within which a classifier of tokens labels what it finds; closing the module closes it. */
  public static TaskModule ofTokens(
      Segmenter segmenter,
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          classifier) {
    return module(segmenter, SpanClassifier.ofTokens(classifier), classifier);
  }

  private static TaskModule module(
      Segmenter segmenter, SpanClassifier classifier, ModuleRunner<?, ?, ?, ?> held) {
    return TaskModule.named(ID, VERSION)
        .serves(StandardTasks.TOKEN_CLASSIFICATION, as -> {
          as.streamStream(new SpanStream(segmenter, classifier))
              .reads(StandardTasks.THRESHOLD, StandardTasks.LABELS);
          if (held.deterministic()) {
            as.deterministic();
          }
        })
        .holds(held)
        .build();
  }
}
