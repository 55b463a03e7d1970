package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a task: what the keyed operator does at each call, whether it has a control stream or not. Its timers are
 * two for each request: one in processing time for all its limits, and one in event time at the end of time, which is how a
 * keyed function learns that the input has ended.
 *
 * <p>In BATCH a request's messages come all at once, and those of one millisecond in any order: they are kept until its
 * end, sorted, and only then taken.
 */
final class Requests<C, IE, S, OE> implements Closeable {

  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final KeyedCall<C> call;
  private final RequestMetrics metrics;
  private final Sequencer<IE, S, OE> sequencer;
  private final RequestStore<IE, S> requests;

  /** In BATCH only. */
  private final @Nullable ListState<Message<IE>> arrived;

  /** With room for requests in memory if they are to be kept there. */
  Requests(
      RuntimeContext context,
      KeyedCall<C> call,
      Sequencer.Recipe<IE, S, OE> recipe,
      TypeInformation<IE> elementType,
      TypeInformation<S> stateType,
      HotRequests.@Nullable Room room) {
    this.call = call;
    metrics = new RequestMetrics(context.getMetricGroup());
    boolean batch = isBatch(context);
    arrived = batch
        ? context.getListState(new ListStateDescriptor<>("arrived", MessageTypes.of(elementType)))
        : null;
    sequencer = recipe.open(context, call, metrics, !batch);
    requests = store(stateOf(context, elementType, stateType), batch ? null : room);
  }

  /** A task that does not start never closes what it opened. */
  private ValueState<Request<IE, S>> stateOf(
      RuntimeContext context, TypeInformation<IE> elementType, TypeInformation<S> stateType) {
    try {
      return context.getState(new ValueStateDescriptor<>(
          "request", new RequestTypeInfo<>(elementType, stateType, sequencer.keeper())));
    } catch (RuntimeException e) {
      try {
        sequencer.close();
      } catch (IOException | RuntimeException unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  private RequestStore<IE, S> store(
      ValueState<Request<IE, S>> state, HotRequests.@Nullable Room room) {
    if (room == null) {
      return new StoredRequests<>(state);
    }
    HotRequests<IE, S> hot = new HotRequests<>(state, room);
    metrics.requestsInMemory(hot::size);
    return hot;
  }

  /** The job's type is decided when the job is submitted; only the task's environment knows it for sure. */
  static boolean isBatch(RuntimeContext context) {
    return context instanceof StreamingRuntimeContext task && task.getJobType() == JobType.BATCH;
  }

  void take(Message<IE> message, C context, Collector<Message<OE>> out) throws Exception {
    call.turnTo(context);
    metrics.messageIn();
    if (arrived != null) {
      arrived.add(message);
      call.timers().registerEventTimeTimer(END_OF_INPUT);
      return;
    }
    Request<IE, S> request = requests.turnTo(message.requestId());
    sequencer.enter(message.requestId(), request, out);
    sequencer.admit(message);
    if (request == null) {
      call.timers().registerEventTimeTimer(END_OF_INPUT);
    }
    if (sequencer.changed()) {
      requests.update(sequencer.leave());
    }
  }

  void onTimer(String requestId, TimeDomain domain, C context, Collector<Message<OE>> out)
      throws Exception {
    call.turnTo(context);
    if (arrived != null) {
      takeAll(requestId, arrived, out);
      return;
    }
    Request<IE, S> request = requests.turnTo(requestId);
    if (request == null) {
      return;
    }
    sequencer.enter(requestId, request, out);
    if (domain == TimeDomain.EVENT_TIME) {
      sequencer.endInput();
      requests.clear();
    } else if (sequencer.onTimer()) {
      requests.update(sequencer.leave());
    } else {
      call.timers().deleteEventTimeTimer(END_OF_INPUT);
      requests.clear();
    }
  }

  /** Lets a checkpoint that is about to be taken hold all that is kept. */
  void flush() throws Exception {
    requests.flush();
  }

  private void takeAll(String requestId, ListState<Message<IE>> all, Collector<Message<OE>> out)
      throws Exception {
    sequencer.enter(requestId, null, out);
    PositionOrder.of(all.get()).forEach(sequencer::admit);
    sequencer.endInput();
    all.clear();
  }

  @Override
  public void close() throws IOException {
    sequencer.close();
  }
}
