package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamUnary;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/**
 * A task's stream → unary flavour as Flink's aggregate function: made of the module's own accumulator, or of the
 * translator that joins its stream output. It makes its runner when it is first called, for Flink opens no aggregate.
 *
 * @param <IE> an element of the input
 * @param <S> the module's state
 * @param <O> the output
 */
public final class TaskAggregate<IE, S, O>
    implements AggregateFunction<Taken<IE>, Accumulated<S>, O> {

  private static final long serialVersionUID = 1L;

  private final Runner<IE, O> recipe;
  private transient @Nullable ModuleRunner<?, IE, O, ?> runner;
  private transient @Nullable StreamUnary<IE, S, O> flavor;

  /** Its recipe, whatever the task's other types. */
  interface Runner<IE, O> extends Serializable {
    ModuleRunner<?, IE, O, ?> get();
  }

  /** Given the recipe of the runner. */
  public <I, OE> TaskAggregate(RunnerSupplier<I, IE, O, OE> recipe) {
    this.recipe = recipe::get;
  }

  ModuleRunner<?, IE, O, ?> runner() {
    if (runner == null) {
      runner = recipe.get();
    }
    return runner;
  }

  /** The state's type parameter is the author's own; nobody but the flavour looks into it. */
  @SuppressWarnings("unchecked")
  private StreamUnary<IE, S, O> flavor() {
    if (flavor == null) {
      flavor = (StreamUnary<IE, S, O>) runner().streamUnary();
    }
    return flavor;
  }

  @Override
  public Accumulated<S> createAccumulator() {
    return new Accumulated<>(null);
  }

  @Override
  public Accumulated<S> add(Taken<IE> taken, Accumulated<S> accumulator) {
    S state = accumulator.state();
    if (state == null) {
      state = flavor().open(taken.parameters());
    }
    IE element = taken.element();
    return new Accumulated<>(element == null ? state : flavor().next(state, element));
  }

  @Override
  public O getResult(Accumulated<S> accumulator) {
    S state = accumulator.state();
    return flavor().end(state == null ? flavor().open(Parameters.NONE) : state);
  }

  @Override
  public Accumulated<S> merge(Accumulated<S> earlier, Accumulated<S> later) {
    S first = earlier.state();
    S second = later.state();
    if (first == null || second == null) {
      return first == null ? later : earlier;
    }
    return new Accumulated<>(flavor()
        .merger()
        .orElseThrow(() -> new UnsupportedOperationException(runner() + " does not merge"))
        .apply(first, second));
  }

  /** Closes the runner, if there is one. */
  void close() throws IOException {
    if (runner != null) {
      runner.close();
    }
  }
}
