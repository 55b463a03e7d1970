package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StateType.Both;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;
import java.util.function.Consumer;

/**
 * Feeds several detectors, and lets out what they are all done with.
 *
 * @param <S> the detectors' states
 */
record MergeStream<S>(Lanes<S> lanes, List<String> names, MergeRule rule)
    implements StreamStream<String, Both<MergeState, S>, TokenClassificationStreamResult> {

  static StreamStream<String, ?, TokenClassificationStreamResult> over(
      List<MergePart> parts, MergeRule rule) {
    return new MergeStream<>(Lanes.of(parts), MergePart.names(parts), rule);
  }

  @Override
  public StateType<Both<MergeState, S>> stateType() {
    return StateType.pair(StateType.of(MergeState.class), lanes.stateType());
  }

  @Override
  public Both<MergeState, S> open(Parameters parameters) {
    return new Both<>(MergeState.before(names.size()), lanes.open(parameters));
  }

  @Override
  public Both<MergeState, S> next(
      Both<MergeState, S> state,
      String element,
      Consumer<? super TokenClassificationStreamResult> out) {
    MergePass pass = new MergePass(state.first(), names);
    S next = lanes.next(state.second(), element, pass);
    pass.release(rule, false, out);
    return new Both<>(pass.state(), next);
  }

  @Override
  public void end(
      Both<MergeState, S> state, Consumer<? super TokenClassificationStreamResult> out) {
    MergePass pass = new MergePass(state.first(), names);
    lanes.end(state.second(), pass);
    pass.finish();
    pass.release(rule, true, out);
  }
}
