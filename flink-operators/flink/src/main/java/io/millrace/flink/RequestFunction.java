package io.millrace.flink;

import io.millrace.core.Message;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The keyed operator of all flavours that take a stream: {@link Requests} as Flink calls it. */
final class RequestFunction<IE, S, OE>
    extends KeyedProcessFunction<String, Message<IE>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final Sequencer.Recipe<IE, S, OE> recipe;
  private final TypeInformation<IE> elementType;
  private final TypeInformation<S> stateType;

  private transient @Nullable Requests<Context, IE, S, OE> requests;
  private transient HotRequests.@Nullable Room room;

  RequestFunction(
      Sequencer.Recipe<IE, S, OE> recipe,
      TypeInformation<IE> elementType,
      TypeInformation<S> stateType) {
    this.recipe = recipe;
    this.elementType = elementType;
    this.stateType = stateType;
  }

  /** Has requests under way kept in memory between two checkpoints; said before it opens. */
  void keepInMemory(HotRequests.Room newRoom) {
    room = newRoom;
  }

  /** Lets a checkpoint that is about to be taken hold all that is kept. */
  void flush() throws Exception {
    Objects.requireNonNull(requests).flush();
  }

  @Override
  public void open(OpenContext openContext) {
    KeyedCall<Context> call = new KeyedCall<>(
        Context::timerService,
        (context, letter) -> context.output(OperatorSettings.DEAD_LETTERS, letter));
    requests = new Requests<>(getRuntimeContext(), call, recipe, elementType, stateType, room);
  }

  @Override
  public void processElement(Message<IE> message, Context context, Collector<Message<OE>> out)
      throws Exception {
    Objects.requireNonNull(requests).take(message, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Message<OE>> out)
      throws Exception {
    Objects.requireNonNull(requests)
        .onTimer(context.getCurrentKey(), context.timeDomain(), context, out);
  }

  @Override
  public void close() throws Exception {
    if (requests != null) {
      requests.close();
    }
  }
}
