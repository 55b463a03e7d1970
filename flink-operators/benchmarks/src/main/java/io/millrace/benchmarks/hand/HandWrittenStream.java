package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.StreamStream;
import io.millrace.flink.RunnerSupplier;
import io.millrace.flink.types.StateTypes;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Stream → stream by hand: the module, and a {@code ValueState} of its state with the serializer that the operator would
 * take. It trusts its input: that messages come in order and once, that each request ends, that the module does not throw.
 * Nothing is counted, nothing is remembered of a request that has ended, and its outputs have the number of the input that
 * they are owed to.
 */
public final class HandWrittenStream<IE, OE>
    extends KeyedProcessFunction<String, Message<IE>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final StreamRecipe<IE, OE> recipe;
  private transient @Nullable StreamStream<IE, Object, OE> module;
  private transient @Nullable ValueState<Object> states;

  /** Given the recipe of the module's runner. */
  public <I, O> HandWrittenStream(RunnerSupplier<I, IE, O, OE> runner) {
    this.recipe = () -> runner.get().streamStream();
  }

  @Override
  @SuppressWarnings("unchecked") // only the module knows what its state is made of
  public void open(OpenContext context) {
    module = (StreamStream<IE, Object, OE>) recipe.module();
    states = getRuntimeContext()
        .getState(new ValueStateDescriptor<>("state", StateTypes.of(module.stateType())));
  }

  @Override
  public void processElement(Message<IE> message, Context context, Collector<Message<OE>> out)
      throws Exception {
    StreamStream<IE, Object, OE> flavor = Objects.requireNonNull(module);
    ValueState<Object> stored = Objects.requireNonNull(states);
    Object state = stored.value();
    if (state == null) {
      state = flavor.open(Parameters.NONE);
    }
    String id = message.requestId();
    long sequence = message.sequence();
    IE element = message.payload();
    if (element != null) {
      state = flavor.next(state, element, piece -> out.collect(Message.of(id, sequence, piece)));
    }
    if (message.last()) {
      flavor.end(state, piece -> out.collect(Message.of(id, sequence, piece)));
      out.collect(Message.end(id, sequence));
      stored.clear();
    } else {
      stored.update(state);
    }
  }
}
