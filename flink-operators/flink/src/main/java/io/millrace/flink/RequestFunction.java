package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The keyed operator of all flavours that take a stream. Its timers are two for each request: one in processing time for
 * all its limits, and one in event time at the end of time, which is how a keyed function learns that the input has ended.
 *
 * <p>In BATCH a request's messages come all at once, and those of one millisecond in any order: they are kept until its
 * end, sorted, and only then taken.
 */
final class RequestFunction<IE, S, OE>
    extends KeyedProcessFunction<String, Message<IE>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final Sequencer.Recipe<IE, S, OE> recipe;
  private final TypeInformation<IE> elementType;
  private final TypeInformation<S> stateType;

  private transient @Nullable Sequencer<IE, S, OE> sequencer;
  private transient @Nullable RequestMetrics metrics;
  private transient @Nullable ValueState<Request<IE, S>> requests;
  private transient @Nullable ListState<Message<IE>> arrived;

  RequestFunction(
      Sequencer.Recipe<IE, S, OE> recipe,
      TypeInformation<IE> elementType,
      TypeInformation<S> stateType) {
    this.recipe = recipe;
    this.elementType = elementType;
    this.stateType = stateType;
  }

  @Override
  public void open(OpenContext openContext) {
    RuntimeContext context = getRuntimeContext();
    metrics = new RequestMetrics(context.getMetricGroup());
    boolean batch = isBatch(context);
    if (batch) {
      arrived =
          context.getListState(new ListStateDescriptor<>("arrived", MessageTypes.of(elementType)));
    } else {
      requests = context.getState(
          new ValueStateDescriptor<>("request", new RequestTypeInfo<>(elementType, stateType)));
    }
    sequencer = recipe.open(metrics, !batch);
  }

  /** The job's type is decided when the job is submitted; only the task's environment knows it for sure. */
  static boolean isBatch(RuntimeContext context) {
    return context instanceof StreamingRuntimeContext task && task.getJobType() == JobType.BATCH;
  }

  @Override
  public void processElement(Message<IE> message, Context context, Collector<Message<OE>> out)
      throws Exception {
    Objects.requireNonNull(metrics).messageIn();
    if (arrived != null) {
      arrived.add(message);
      context.timerService().registerEventTimeTimer(END_OF_INPUT);
      return;
    }
    ValueState<Request<IE, S>> kept = Objects.requireNonNull(requests);
    Sequencer<IE, S, OE> current = Objects.requireNonNull(sequencer);
    Request<IE, S> request = kept.value();
    current.enter(request, context, out);
    current.admit(message);
    if (request == null) {
      context.timerService().registerEventTimeTimer(END_OF_INPUT);
    }
    if (current.changed()) {
      kept.update(current.leave());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Message<OE>> out)
      throws Exception {
    if (arrived != null) {
      takeAll(context, out);
      return;
    }
    ValueState<Request<IE, S>> kept = Objects.requireNonNull(requests);
    Request<IE, S> request = kept.value();
    if (request == null) {
      return;
    }
    Sequencer<IE, S, OE> current = Objects.requireNonNull(sequencer);
    current.enter(request, context, out);
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      current.endInput();
      kept.clear();
    } else if (current.onTimer()) {
      kept.update(current.leave());
    } else {
      context.timerService().deleteEventTimeTimer(END_OF_INPUT);
      kept.clear();
    }
  }

  private void takeAll(OnTimerContext context, Collector<Message<OE>> out) throws Exception {
    ListState<Message<IE>> all = Objects.requireNonNull(arrived);
    Sequencer<IE, S, OE> current = Objects.requireNonNull(sequencer);
    current.enter(null, context, out);
    PositionOrder.of(all.get()).forEach(current::admit);
    current.endInput();
    all.clear();
  }

  @Override
  public void close() throws Exception {
    if (sequencer != null) {
      sequencer.close();
    }
  }
}
