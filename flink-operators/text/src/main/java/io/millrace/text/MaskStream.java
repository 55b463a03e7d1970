package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StateType.Both;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.UnaryUnary;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.function.Consumer;

/**
 * Feeds a detector, and lets out, masked, what it is done with. The detector sees whole code points only.
 *
 * @param <S> the detector's state
 */
record MaskStream<S>(StreamStream<String, S, TokenClassificationStreamResult> detector, Mask mask)
    implements StreamStream<String, Both<MaskState, S>, String> {

  static <S> StreamStream<String, ?, String> over(
      StreamStream<String, S, TokenClassificationStreamResult> detector, Mask mask) {
    return new MaskStream<>(detector, mask);
  }

  /** Masks texts that are at hand as a whole. */
  static <S> UnaryUnary<String, String> whole(StreamStream<String, S, String> masking) {
    return (text, parameters) -> {
      StringBuilder masked = new StringBuilder();
      masking.end(masking.next(masking.open(parameters), text, masked::append), masked::append);
      return masked.toString();
    };
  }

  @Override
  public StateType<Both<MaskState, S>> stateType() {
    return StateType.pair(StateType.of(MaskState.class), detector.stateType());
  }

  @Override
  public Both<MaskState, S> open(Parameters parameters) {
    return new Both<>(MaskState.BEFORE, detector.open(parameters));
  }

  @Override
  public Both<MaskState, S> next(
      Both<MaskState, S> state, String element, Consumer<? super String> out) {
    String pending = state.first().pending();
    int waits = pending.length() - CodePoints.wholeEnd(pending);
    String text = pending.substring(pending.length() - waits) + element;
    String whole = text.substring(0, CodePoints.wholeEnd(text));
    MaskPass pass = new MaskPass(state.first(), element, mask, out);
    S next = whole.isEmpty() ? state.second() : detector.next(state.second(), whole, pass);
    return new Both<>(pass.state(), next);
  }

  @Override
  public void end(Both<MaskState, S> state, Consumer<? super String> out) {
    String pending = state.first().pending();
    String alone = pending.substring(CodePoints.wholeEnd(pending));
    MaskPass pass = new MaskPass(state.first(), "", mask, out);
    S last = alone.isEmpty() ? state.second() : detector.next(state.second(), alone, pass);
    detector.end(last, pass);
    pass.finish();
  }
}
