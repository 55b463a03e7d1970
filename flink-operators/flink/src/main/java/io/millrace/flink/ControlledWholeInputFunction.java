package io.millrace.flink;

import io.millrace.core.Message;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The operator of whole inputs that a control stream enters: {@link WholeInput} as Flink calls it, and {@link Steering}. No
 * request is under way between two calls, so a version is closed as soon as another one takes its place.
 */
final class ControlledWholeInputFunction<I, OE>
    extends BroadcastProcessFunction<Message<I>, ModuleControl, Message<OE>>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final Steered<Answering<I, OE>> steered;
  private final Followers followers;

  private transient @Nullable BroadcastState<String, ModuleControl> kept;
  private transient @Nullable Versions<Answering<I, OE>> versions;
  private transient @Nullable Steering<Answering<I, OE>> steering;
  private transient @Nullable WholeInput<I, OE> input;

  ControlledWholeInputFunction(Steered<Answering<I, OE>> steered, Followers followers) {
    this.steered = steered;
    this.followers = followers;
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
    versions =
        steered.versions(getRuntimeContext(), told.get(steered.settings().name()), any -> {});
    steering = steered.steering(versions, followers, told, getRuntimeContext().getMetricGroup());
    RequestMetrics metrics = new RequestMetrics(getRuntimeContext().getMetricGroup());
    input = new WholeInput<>(steered.settings(), versions, steering, metrics);
  }

  @Override
  public void processBroadcastElement(
      ModuleControl control, Context context, Collector<Message<OE>> out) throws Exception {
    Objects.requireNonNull(steering)
        .take(control, letter -> context.output(OperatorSettings.DEAD_LETTERS, letter));
  }

  @Override
  public void processElement(
      Message<I> message, ReadOnlyContext context, Collector<Message<OE>> out) {
    Objects.requireNonNull(input).take(message, new Call(context), out);
  }

  @Override
  public void close() throws Exception {
    if (versions != null) {
      versions.close();
    }
  }

  private final class Call implements WholeCall {
    private final ReadOnlyContext context;

    Call(ReadOnlyContext context) {
      this.context = context;
    }

    @Override
    public long now() {
      return context.currentProcessingTime();
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      context.output(OperatorSettings.DEAD_LETTERS, letter);
    }
  }
}
