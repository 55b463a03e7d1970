package io.millrace.text;

import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.io.Closeable;

/**
 * Classifies a text span by span: a {@link StableSegmenter} says what the spans are (sentences, lines), and another module
 * classifies each by itself, as soon as the span can no longer change. Any module will do, also one that must see the whole
 * of what it classifies.
 *
 * <p>A detection closes a frame at its end, together with those that overlap it; a span without a detection at its end closes
 * with an empty frame. Text behind the last span closes at the end of the text.
 *
 * <p>{@code threshold} and {@code labels} are handed to the classifier, if it reads them, and held against its results in any
 * case.
 */
public final class SpanClassification {

  static final String ID = "span-classification";
  static final String VERSION = "1.0.0";

  private SpanClassification() {}

  /** Spans labelled as a whole by a classifier of texts; closing the module closes it. */
  public static TaskModule ofTexts(
      StableSegmenter segmenter,
      ModuleRunner<String, String, ClassificationResults, ClassificationResult> classifier) {
    return module(segmenter, SpanClassifier.ofTexts(classifier), classifier);
  }

  /** Spans within which a classifier of tokens labels what it finds; closing the module closes it. */
  public static TaskModule ofTokens(
      StableSegmenter segmenter,
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          classifier) {
    return module(segmenter, SpanClassifier.ofTokens(classifier), classifier);
  }

  private static TaskModule module(
      StableSegmenter segmenter, SpanClassifier classifier, Closeable held) {
    return TaskModule.named(ID, VERSION)
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(new SpanStream(segmenter, classifier))
                .reads(StandardTasks.THRESHOLD, StandardTasks.LABELS))
        .holds(held)
        .build();
  }
}
