package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.async.Tickets;
import io.millrace.flink.async.Workers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The operator of applications, keyed by application: runs the requests of many side by side, and of each one at a time,
 * without ever waiting on the task's thread. Whatever a step comes to is in the state before anything else happens there,
 * so a checkpoint has all of it or nothing.
 */
final class ActionOperator extends AbstractStreamOperator<Message<ActionItem>>
    implements OneInputStreamOperator<ActionCall, Message<ActionItem>>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private static final int SUBSCRIBERS = 4;

  private final String name;
  private final ActionLimits limits;
  private final ActionSetup.Recipe recipe;
  private final ActionTypes types;
  private final transient MailboxExecutor mailbox;

  private transient @Nullable ActionStore store;
  private transient @Nullable Tickets tickets;
  private transient @Nullable Workers workers;
  private transient @Nullable HeldWatermarks watermarks;
  private transient @Nullable ActionDesk desk;
  private transient @Nullable ActionRuns runs;

  ActionOperator(
      StreamOperatorParameters<Message<ActionItem>> parameters,
      String name,
      ActionLimits limits,
      ActionSetup.Recipe recipe,
      ActionTypes types) {
    super(parameters);
    this.mailbox = parameters.getMailboxExecutor();
    this.name = name;
    this.limits = limits;
    this.recipe = recipe;
    this.types = types;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    if (Requests.isBatch(getRuntimeContext())) {
      throw new UnsupportedOperationException(
          "operator '" + name + "' must run in STREAMING, also over bounded input: in BATCH the"
              + " state of an application is dropped while its requests still run");
    }
    store = OtherState.refused(
        name,
        "a field of the state, an input or a result is",
        () -> new ActionStore(context, this.<String>getKeyedStateBackend(), types, limits));
  }

  @Override
  public void open() throws Exception {
    super.open();
    ActionStore kept = Objects.requireNonNull(store);
    Map<String, List<ActionPending>> pending = kept.loadPending();
    Alarms alarms = new Alarms(getProcessingTimeService());
    Workers hands = Workers.of(name, limits.inFlight() + SUBSCRIBERS);
    workers = hands;
    watermarks = new HeldWatermarks(new Releasing());
    RequestMetrics metrics = new RequestMetrics(getMetricGroup());
    getMetricGroup().addGroup("millrace").gauge("requestsPending", this::pending);
    ActionDesk opened =
        new ActionDesk(name, limits, recipe.open(), kept, new Lent(), metrics, alarms, watermarks);
    desk = opened;
    Tickets numbers = new Tickets(alarms.now(), greatestAttempt(kept, pending));
    tickets = numbers;
    runs = new ActionRuns(limits.inFlight(), metrics, alarms, opened, numbers, hands, this::wake);
    opened.runBy(runs);
    opened.restore(pending);
  }

  private static int greatestAttempt(ActionStore store, Map<String, List<ActionPending>> pending)
      throws Exception {
    return pending.values().stream()
        .flatMap(List::stream)
        .mapToInt(ActionPending::attempt)
        .reduce(store.greatestAttempt(), Math::max);
  }

  private int pending() {
    return desk == null ? 0 : desk.pending();
  }

  /** Has the task's thread take what is ready, by a mail. A task that takes no more mails has ended or failed. */
  private void wake() {
    try {
      mailbox.execute(Objects.requireNonNull(runs)::takeReady, "take what came of the steps");
    } catch (RejectedExecutionException ended) {
      LOG.debug("{}: a result came after the task's end", name, ended);
    }
  }

  @Override
  public void processElement(StreamRecord<ActionCall> element) throws Exception {
    long timestamp = element.hasTimestamp() ? element.getTimestamp() : ActionPending.NO_TIMESTAMP;
    Objects.requireNonNull(desk).take(element.getValue(), timestamp);
  }

  @Override
  public void processWatermark(Watermark mark) {
    Objects.requireNonNull(watermarks).mark(mark.getTimestamp());
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    Objects.requireNonNull(watermarks).status(status.isIdle());
  }

  /** All requests end before the task does. */
  @Override
  public void endInput() throws Exception {
    while (pending() > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ActionStore kept = Objects.requireNonNull(store);
    Objects.requireNonNull(desk).saveHeld();
    kept.saveGreatestAttempt(Objects.requireNonNull(tickets).greatest());
  }

  @Override
  public void close() throws Exception {
    try {
      if (desk != null) {
        desk.abandon();
      }
      if (workers != null) {
        workers.close();
      }
    } finally {
      super.close();
    }
  }

  /** Sends on what was held back. */
  private final class Releasing implements HeldWatermarks.Release {
    @Override
    public void watermark(long time) {
      output.emitWatermark(new Watermark(time));
    }

    @Override
    public void status(boolean idle) {
      output.emitWatermarkStatus(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
    }
  }

  /** What is lent to the desk. */
  private final class Lent implements ActionDesk.Surroundings {
    private final OutputTag<ActionEnd> results = ActionStream.results(types);
    private final OutputTag<ActionEnd> failures = ActionStream.failures(types);

    @Override
    public Collector<Message<ActionItem>> collector(long timestamp) {
      return new Timed(timestamp);
    }

    @Override
    public void end(long timestamp, ActionEnd end) {
      output.collect(end.isOk() ? results : failures, timed(end, timestamp));
    }

    @Override
    public void letter(long timestamp, DeadLetter letter) {
      output.collect(OperatorSettings.DEAD_LETTERS, timed(letter, timestamp));
    }

    @Override
    public void awaitRoom() throws InterruptedException {
      while (pending() >= limits.inFlight() + limits.waiting()) {
        mailbox.yield();
      }
    }
  }

  /** Sends on messages of one event time. */
  private final class Timed implements Collector<Message<ActionItem>> {
    private final long timestamp;

    Timed(long timestamp) {
      this.timestamp = timestamp;
    }

    @Override
    public void collect(Message<ActionItem> message) {
      output.collect(timed(message, timestamp));
    }

    @Override
    public void close() {}
  }

  private static <T> StreamRecord<T> timed(T value, long timestamp) {
    return timestamp == ActionPending.NO_TIMESTAMP
        ? new StreamRecord<>(value)
        : new StreamRecord<>(value, timestamp);
  }
}
