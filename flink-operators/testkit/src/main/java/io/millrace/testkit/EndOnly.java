package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.StreamUnary;
import java.util.function.Consumer;

/** Stream → unary seen as a stream that emits at its end only, so that one way of pushing serves both. */
record EndOnly<S, O>(StreamUnary<String, S, O> flavor) implements StreamStream<String, S, O> {

  static <O> StreamStream<String, ?, O> of(StreamUnary<String, ?, O> flavor) {
    return new EndOnly<>(flavor);
  }

  @Override
  public StateType<S> stateType() {
    return flavor.stateType();
  }

  @Override
  public S open(Parameters parameters) {
    return flavor.open(parameters);
  }

  @Override
  public S next(S state, String element, Consumer<? super O> out) {
    return flavor.next(state, element);
  }

  @Override
  public void end(S state, Consumer<? super O> out) {
    out.accept(flavor.end(state));
  }
}
