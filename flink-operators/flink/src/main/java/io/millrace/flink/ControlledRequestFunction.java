package io.millrace.flink;

import io.millrace.core.Message;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The keyed operator that a control stream enters: {@link Requests} as Flink calls it, and {@link Steering}. It takes the
 * broadcast state when the task is initialised, for what is kept there says which module to load when it opens.
 */
final class ControlledRequestFunction<IE, S, OE>
    extends KeyedBroadcastProcessFunction<String, Message<IE>, ModuleControl, Message<OE>>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final Steered<Work<IE, S, OE>> steered;
  private final Followers followers;
  private final TypeInformation<IE> elementType;
  private final TypeInformation<S> stateType;

  private transient @Nullable BroadcastState<String, ModuleControl> kept;
  private transient @Nullable Versions<Work<IE, S, OE>> versions;
  private transient @Nullable Steering<Work<IE, S, OE>> steering;
  private transient @Nullable Requests<ReadOnlyContext, IE, S, OE> requests;

  ControlledRequestFunction(
      Steered<Work<IE, S, OE>> steered,
      Followers followers,
      TypeInformation<IE> elementType,
      TypeInformation<S> stateType) {
    this.steered = steered;
    this.followers = followers;
    this.elementType = elementType;
    this.stateType = stateType;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    kept = context.getOperatorStateStore().getBroadcastState(Steering.kept());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  @Override
  public void open(OpenContext openContext) throws Exception {
    BroadcastState<String, ModuleControl> told = Objects.requireNonNull(kept);
    Versions<Work<IE, S, OE>> loaded = steered.versions(
        getRuntimeContext(),
        told.get(steered.settings().name()),
        work -> work.requireState(stateType));
    versions = loaded;
    Steering<Work<IE, S, OE>> steers =
        steered.steering(loaded, followers, told, getRuntimeContext().getMetricGroup());
    steering = steers;
    KeyedCall<ReadOnlyContext> call = new KeyedCall<>(
        ReadOnlyContext::timerService,
        (context, letter) -> context.output(OperatorSettings.DEAD_LETTERS, letter));
    requests = new Requests<>(
        getRuntimeContext(),
        call,
        (context, caller, metrics, timed) ->
            new Visit<>(steered.settings(), loaded, steers, caller, metrics, timed),
        elementType,
        stateType,
        null);
  }

  @Override
  public void processBroadcastElement(
      ModuleControl control, Context context, Collector<Message<OE>> out) throws Exception {
    Objects.requireNonNull(steering)
        .take(control, letter -> context.output(OperatorSettings.DEAD_LETTERS, letter));
  }

  @Override
  public void processElement(
      Message<IE> message, ReadOnlyContext context, Collector<Message<OE>> out) throws Exception {
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
    if (versions != null) {
      versions.close();
    }
  }
}
