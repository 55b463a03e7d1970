package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.StreamUnary;
import io.millrace.flink.RunnerSupplier;
import java.io.Serializable;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/** The module's accumulator as Flink's aggregate function, as one writes it who trusts the input. */
public final class HandWrittenAggregate<IE, O>
    implements AggregateFunction<Message<IE>, Object, O> {

  private static final long serialVersionUID = 1L;

  /** Makes the module on the worker. */
  private interface Recipe<IE, O> extends Serializable {
    StreamUnary<IE, ?, O> module();
  }

  private final Recipe<IE, O> recipe;
  private transient @Nullable StreamUnary<IE, Object, O> module;

  /** Given the recipe of the module's runner. */
  public <I, OE> HandWrittenAggregate(RunnerSupplier<I, IE, O, OE> runner) {
    this.recipe = () -> runner.get().streamUnary();
  }

  @SuppressWarnings("unchecked") // only the module knows what its state is made of
  private StreamUnary<IE, Object, O> module() {
    if (module == null) {
      module = (StreamUnary<IE, Object, O>) recipe.module();
    }
    return module;
  }

  @Override
  public Object createAccumulator() {
    return module().open(Parameters.NONE);
  }

  @Override
  public Object add(Message<IE> message, Object accumulator) {
    IE element = message.payload();
    return element == null ? accumulator : module().next(accumulator, element);
  }

  @Override
  public O getResult(Object accumulator) {
    return module().end(accumulator);
  }

  @Override
  public Object merge(Object one, Object other) {
    throw new UnsupportedOperationException("the window does not merge");
  }
}
