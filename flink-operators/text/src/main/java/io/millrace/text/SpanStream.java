package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.function.Consumer;

/** Segments a stream, and has each segment classified. */
record SpanStream(Segmenter segmenter, SpanClassifier classifier)
    implements StreamStream<String, SpanState, TokenClassificationStreamResult> {

  @Override
  public StateType<SpanState> stateType() {
    return StateType.of(SpanState.class);
  }

  @Override
  public SpanState open(Parameters parameters) {
    return new SpanState(
        SegmenterState.START,
        0,
        List.of(),
        parameters.get(StandardTasks.THRESHOLD),
        parameters.get(StandardTasks.LABELS));
  }

  @Override
  public SpanState next(
      SpanState state, String element, Consumer<? super TokenClassificationStreamResult> out) {
    Segmented segmented = segmenter.push(state.segmenter(), element);
    SpanFrames frames = classified(state, segmented, out);
    return new SpanState(
        segmented.state(), frames.closed(), frames.cuts(), state.threshold(), state.labels());
  }

  @Override
  public void end(SpanState state, Consumer<? super TokenClassificationStreamResult> out) {
    Segmented segmented = segmenter.finish(state.segmenter());
    SpanFrames frames = classified(state, segmented, out);
    long length = segmented.state().processed();
    if (frames.closed() < length || length == 0) {
      frames.close(List.of(), length);
    }
  }

  private SpanFrames classified(
      SpanState state, Segmented segmented, Consumer<? super TokenClassificationStreamResult> out) {
    SpanFrames frames = new SpanFrames(state, segmented.cuts(), out);
    for (Segment segment : segmented.segments()) {
      TokenClassificationResults found =
          classifier.classify(segment, state.threshold(), state.labels());
      frames.add(segment, found);
    }
    return frames;
  }
}
