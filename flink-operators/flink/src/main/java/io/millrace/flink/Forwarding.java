package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import java.util.function.Consumer;

/**
 * Does nothing with the elements that have been put in order but send them on to a window, each with the request's
 * parameters, which are checked here. At the end comes one without an element, so that a request of none has a window too.
 */
record Forwarding<IE>(ModuleRunner<?, IE, ?, ?> runner)
    implements StreamStream<Taken<IE>, Parameters, Taken<IE>> {

  @Override
  public StateType<Parameters> stateType() {
    return StateType.of(Parameters.class);
  }

  @Override
  public Parameters open(Parameters parameters) {
    return runner.resolve(parameters);
  }

  @Override
  public Parameters next(Parameters state, Taken<IE> timed, Consumer<? super Taken<IE>> out) {
    out.accept(new Taken<>(state, timed.element(), timed.timestamp()));
    return state;
  }

  @Override
  public void end(Parameters state, Consumer<? super Taken<IE>> out) {
    out.accept(new Taken<>(state, null));
  }
}
