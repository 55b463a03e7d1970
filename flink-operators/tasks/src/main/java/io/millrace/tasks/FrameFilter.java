package io.millrace.tasks;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Steps over the frames of token classification that leave them without a gap. */
public final class FrameFilter {

  private FrameFilter() {}

  /** Keeps the results that are wanted; frames stay, without results if need be, and with their warnings. */
  public static UnaryOperator<TokenClassificationStreamResult> keeping(
      Predicate<? super TokenClassificationResult> wanted) {
    return frame -> new TokenClassificationStreamResult(
        frame.getResults().stream().filter(wanted).toList(),
        frame.getProcessedIndex(),
        frame.getStartIndex(),
        frame.getWarnings());
  }
}
