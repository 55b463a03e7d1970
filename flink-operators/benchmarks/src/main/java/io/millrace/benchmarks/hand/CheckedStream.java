package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.StateType.Both;
import io.millrace.core.task.StreamStream;
import io.millrace.flink.RunnerSupplier;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** {@link HandWrittenStream} and one check, which keeps what it must know beside the module's state. */
public final class CheckedStream<IE, OE>
    extends KeyedProcessFunction<String, Message<IE>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final StreamRecipe<IE, OE> recipe;
  private final Check check;
  private final TypeInformation<IE> elementType;
  private transient @Nullable StreamStream<IE, Object, OE> module;
  private transient @Nullable ValueState<Both<Object, Kept>> states;
  private transient @Nullable ListState<Message<IE>> early;

  /** Given the recipe of the module's runner, the check, and what a message holds. */
  public <I, O> CheckedStream(
      RunnerSupplier<I, IE, O, OE> runner, Check check, TypeInformation<IE> elementType) {
    this.recipe = () -> runner.get().streamStream();
    this.check = check;
    this.elementType = elementType;
  }

  @Override
  @SuppressWarnings("unchecked") // only the module knows what its state is made of
  public void open(OpenContext context) {
    module = (StreamStream<IE, Object, OE>) recipe.module();
    states = getRuntimeContext()
        .getState(new ValueStateDescriptor<>(
            "state",
            StateTypes.pair(StateTypes.of(module.stateType()), StateTypes.of(Kept.class))));
    early = getRuntimeContext()
        .getListState(new ListStateDescriptor<>("early", MessageTypes.of(elementType)));
  }

  @Override
  public void processElement(Message<IE> message, Context context, Collector<Message<OE>> out)
      throws Exception {
    Both<Object, Kept> stored = Objects.requireNonNull(states).value();
    Kept kept = stored == null ? Kept.NOTHING : stored.second();
    Object state = stored == null ? flavor().open(Parameters.NONE) : stored.first();
    switch (check) {
      case ORDER -> inOrder(message, state, kept, out);
      case DUPLICATES -> {
        if (message.sequence() >= kept.next()) {
          take(message, state, kept.taken(), out);
        }
      }
      case ATTEMPTS -> {
        if (message.attempt() >= kept.attempt()) {
          boolean anew = message.attempt() > kept.attempt();
          Object from = anew ? flavor().open(Parameters.NONE) : state;
          take(message, from, kept.of(message.attempt()), out);
        }
      }
    }
  }

  private void inOrder(Message<IE> message, Object state, Kept kept, Collector<Message<OE>> out)
      throws Exception {
    ListState<Message<IE>> waiting = Objects.requireNonNull(early);
    if (message.sequence() > kept.next()) {
      waiting.add(message);
      Objects.requireNonNull(states).update(new Both<>(state, kept.withEarly(kept.early() + 1)));
      return;
    }
    take(message, state, kept.taken(), out);
    if (kept.early() > 0) {
      takeThoseThatWaited(waiting, out);
    }
  }

  private void takeThoseThatWaited(ListState<Message<IE>> waiting, Collector<Message<OE>> out)
      throws Exception {
    List<Message<IE>> all = StreamSupport.stream(waiting.get().spliterator(), false)
        .sorted(Comparator.comparingLong(Message::sequence))
        .toList();
    waiting.clear();
    for (Message<IE> each : all) {
      Both<Object, Kept> stored = Objects.requireNonNull(states).value();
      if (stored != null) {
        Kept kept = stored.second();
        inOrder(each, stored.first(), kept.withEarly(kept.early() - 1), out);
      }
    }
  }

  private void take(Message<IE> message, Object before, Kept kept, Collector<Message<OE>> out)
      throws Exception {
    String id = message.requestId();
    long sequence = message.sequence();
    IE element = message.payload();
    Object state = element == null
        ? before
        : flavor().next(before, element, piece -> out.collect(Message.of(id, sequence, piece)));
    ValueState<Both<Object, Kept>> stored = Objects.requireNonNull(states);
    if (!message.last()) {
      stored.update(new Both<>(state, kept));
      return;
    }
    flavor().end(state, piece -> out.collect(Message.of(id, sequence, piece)));
    out.collect(Message.end(id, sequence));
    stored.clear();
  }

  private StreamStream<IE, Object, OE> flavor() {
    return Objects.requireNonNull(module);
  }
}
