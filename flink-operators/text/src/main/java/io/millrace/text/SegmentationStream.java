package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.Token;
import io.millrace.schemas.TokenizationStreamResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Gives a frame for each step in which the segmenter decides more of the text. */
record SegmentationStream(Segmenter segmenter)
    implements StreamStream<String, SegmentationState, TokenizationStreamResult> {

  @Override
  public StateType<SegmentationState> stateType() {
    return StateType.of(SegmentationState.class);
  }

  @Override
  public SegmentationState open(Parameters parameters) {
    return new SegmentationState(SegmenterState.START, List.of());
  }

  @Override
  public SegmentationState next(
      SegmentationState state, String element, Consumer<? super TokenizationStreamResult> out) {
    return step(state, segmenter.push(state.segmenter(), element), false, out);
  }

  @Override
  public void end(SegmentationState state, Consumer<? super TokenizationStreamResult> out) {
    step(state, segmenter.finish(state.segmenter()), true, out);
  }

  private static SegmentationState step(
      SegmentationState state,
      Segmented segmented,
      boolean ended,
      Consumer<? super TokenizationStreamResult> out) {
    long start = state.segmenter().processed();
    long end = segmented.state().processed();
    List<Cut> cuts =
        Stream.concat(state.cuts().stream(), segmented.cuts().stream()).toList();
    if (end > start || (ended && end == 0)) {
      out.accept(new TokenizationStreamResult(
          tokens(segmented), end, start, null, Cut.warnings(cuts, end)));
    }
    return new SegmentationState(segmented.state(), Cut.behind(cuts, end));
  }

  private static List<Token> tokens(Segmented segmented) {
    return segmented.segments().stream()
        .map(segment -> new Token(segment.start(), segment.end(), segment.text()))
        .toList();
  }
}
