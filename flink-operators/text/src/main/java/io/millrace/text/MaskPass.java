package io.millrace.text;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.Consumer;

/** Takes a detector's frames of one step, and lets out the text they cover. Lives no longer than the step. */
final class MaskPass implements Consumer<TokenClassificationStreamResult> {

  private static final Comparator<TokenClassificationResult> BY_PLACE = Comparator.comparingLong(
          TokenClassificationResult::getStart)
      .thenComparingLong(TokenClassificationResult::getEnd);

  private static final Comparator<TokenClassificationResult> BEST = Comparator.comparingLong(
          (TokenClassificationResult r) -> r.getEnd() - r.getStart())
      .thenComparingDouble(TokenClassificationResult::getScore);

  private final String text;
  private final Mask mask;
  private final Consumer<? super String> out;
  private int at;
  private long offset;

  MaskPass(MaskState state, String element, Mask mask, Consumer<? super String> out) {
    this.text = state.pending().concat(element);
    this.mask = mask;
    this.out = out;
    this.offset = state.released();
  }

  @Override
  public void accept(TokenClassificationStreamResult frame) {
    if (frame.getResults().isEmpty()) {
      release(take(frame.getProcessedIndex()));
      return;
    }
    Deque<TokenClassificationResult> entities = new ArrayDeque<>();
    frame.getResults().stream().sorted(BY_PLACE).forEach(entities::add);
    StringBuilder masked = new StringBuilder();
    while (!entities.isEmpty()) {
      masked.append(take(entities.getFirst().getStart())).append(covered(entities));
    }
    masked.append(take(frame.getProcessedIndex()));
    release(masked.toString());
  }

  private void release(String masked) {
    if (!masked.isEmpty()) {
      out.accept(masked);
    }
  }

  /** Covers the first entity and those that overlap it, or one another. */
  private String covered(Deque<TokenClassificationResult> entities) {
    TokenClassificationResult best = entities.remove();
    long start = best.getStart();
    long end = best.getEnd();
    while (!entities.isEmpty() && entities.getFirst().getStart() < end) {
      TokenClassificationResult next = entities.remove();
      end = Math.max(end, next.getEnd());
      best = BEST.compare(next, best) > 0 ? next : best;
    }
    return mask.of(new TokenClassificationResult(
        start,
        end,
        take(end),
        best.getEntity(),
        best.getEntityGroup(),
        best.getScore(),
        best.getTokenCount()));
  }

  private String take(long until) {
    long count = until - offset;
    if (count < 0 || count > text.codePointCount(at, text.length())) {
      throw new IllegalStateException(
          "a detector's frames must lie within the text, one behind the other, but from " + offset
              + " on one reached to " + until);
    }
    int from = at;
    at = text.offsetByCodePoints(at, (int) count);
    offset = until;
    return text.substring(from, at);
  }

  MaskState state() {
    return new MaskState(text.substring(at), offset);
  }

  void finish() {
    if (at < text.length()) {
      throw new IllegalStateException(
          "a detector's last frame must end with the text but ended at " + offset);
    }
  }
}
