package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import java.util.function.Consumer;

/** The request window: the operator's own state drives the aggregate function, and its result is the one output. */
record Aggregating<IE, S, O>(TaskAggregate<IE, S, O> aggregate)
    implements StreamStream<IE, Accumulated<S>, O> {

  @Override
  @SuppressWarnings("unchecked")
  public StateType<Accumulated<S>> stateType() {
    return StateType.of((Class<Accumulated<S>>) (Class<?>) Accumulated.class);
  }

  @Override
  public Accumulated<S> open(Parameters parameters) {
    return aggregate.add(new Taken<>(parameters, null), aggregate.createAccumulator());
  }

  @Override
  public Accumulated<S> next(Accumulated<S> state, IE element, Consumer<? super O> out) {
    return aggregate.add(new Taken<>(Parameters.NONE, element), state);
  }

  @Override
  public void end(Accumulated<S> state, Consumer<? super O> out) {
    out.accept(aggregate.getResult(state));
  }
}
