package io.millrace.core.action;

import static io.millrace.core.action.Counter.COUNT;
import static io.millrace.core.action.Counter.TRACKER;

import io.millrace.core.action.Counter.Shape;
import io.millrace.core.action.Counter.Spec;
import java.util.List;
import java.util.function.Consumer;

/** {@link Counter} as the classes that authors write. */
final class CounterClasses {

  private CounterClasses() {}

  record Pushing<R>(Spec spec, Class<R> resultType) implements StreamingAction<Double, R> {
    @Override
    public Class<Double> itemType() {
      return Double.class;
    }

    @Override
    public List<Field<?>> reads() {
      return List.of(COUNT);
    }

    @Override
    public List<Field<?>> writes() {
      return spec.writes();
    }

    @Override
    public R streamRun(State state, Inputs inputs, Consumer<? super Double> out) {
      return spec.run(state.get(COUNT), out);
    }

    @Override
    public State update(R result, State state) {
      return spec.updated(state);
    }
  }

  record Sourcing<R>(Shape shape, Spec spec, Class<R> resultType)
      implements SourceAction<Double, R> {
    @Override
    public Class<Double> itemType() {
      return Double.class;
    }

    @Override
    public List<Field<?>> reads() {
      return List.of(COUNT);
    }

    @Override
    public List<Field<?>> writes() {
      return spec.writes();
    }

    @Override
    public Streaming<Double, R> streamRun(State state, Inputs inputs) {
      return Counter.source(shape, spec, state);
    }

    @Override
    public State update(R result, State state) {
      return spec.updated(state);
    }
  }

  record Silent() implements PlainAction<Long> {
    @Override
    public Class<Long> resultType() {
      return Long.class;
    }

    @Override
    public List<Field<?>> reads() {
      return List.of(COUNT);
    }

    @Override
    public List<Field<?>> writes() {
      return List.of(COUNT, TRACKER);
    }

    @Override
    public Long run(State state, Inputs inputs) {
      return state.get(COUNT) + 1;
    }

    @Override
    public State update(Long result, State state) {
      return Counter.tracked(state, result);
    }
  }
}
