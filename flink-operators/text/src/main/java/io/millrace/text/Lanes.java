package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StateType.Both;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;

/**
 * Detectors side by side, each of which reads the whole stream. Their state is the states of all, in pairs.
 *
 * @param <S> the state
 */
sealed interface Lanes<S> {

  /** One lane for each part, in their order. */
  static Lanes<?> of(List<MergePart> parts) {
    Lanes<?> lanes = Lane.of(parts.get(0), 0);
    for (int i = 1; i < parts.size(); i++) {
      lanes = new Pair<>(lanes, Lane.of(parts.get(i), i));
    }
    return lanes;
  }

  StateType<S> stateType();

  S open(Parameters parameters);

  S next(S state, String element, MergePass pass);

  void end(S state, MergePass pass);

  /** One detector. */
  record Lane<S>(
      MergePart part, int index, StreamStream<String, S, TokenClassificationStreamResult> detector)
      implements Lanes<S> {

    static Lane<?> of(MergePart part, int index) {
      return of(part, index, part.detector().streamStream());
    }

    private static <S> Lane<S> of(
        MergePart part,
        int index,
        StreamStream<String, S, TokenClassificationStreamResult> detector) {
      return new Lane<>(part, index, detector);
    }

    @Override
    public StateType<S> stateType() {
      return detector.stateType();
    }

    @Override
    public S open(Parameters parameters) {
      return detector.open(part.own(parameters));
    }

    @Override
    public S next(S state, String element, MergePass pass) {
      return detector.next(state, element, frame -> pass.accept(index, frame));
    }

    @Override
    public void end(S state, MergePass pass) {
      detector.end(state, frame -> pass.accept(index, frame));
    }
  }

  /** Some detectors, and others behind them. */
  record Pair<A, B>(Lanes<A> first, Lanes<B> second) implements Lanes<Both<A, B>> {

    @Override
    public StateType<Both<A, B>> stateType() {
      return StateType.pair(first.stateType(), second.stateType());
    }

    @Override
    public Both<A, B> open(Parameters parameters) {
      return new Both<>(first.open(parameters), second.open(parameters));
    }

    @Override
    public Both<A, B> next(Both<A, B> state, String element, MergePass pass) {
      return new Both<>(
          first.next(state.first(), element, pass), second.next(state.second(), element, pass));
    }

    @Override
    public void end(Both<A, B> state, MergePass pass) {
      first.end(state.first(), pass);
      second.end(state.second(), pass);
    }
  }
}
