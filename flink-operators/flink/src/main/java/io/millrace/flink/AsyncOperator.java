package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.async.Tickets;
import io.millrace.flink.async.Workers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
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
import org.jspecify.annotations.Nullable;

/**
 * The operator of the flavours that take a whole input and are slow to answer: answers many at a time, and sends each
 * element on as it comes, without ever waiting on the task's thread. It is keyed by request, so that a cancellation finds
 * its request, and a restore the task that now has it.
 *
 * <p>What is under way is in memory. State is read when the operator opens and written when a checkpoint is taken, and in
 * BATCH not at all, where there are no checkpoints, and state is dropped with its key.
 */
final class AsyncOperator<I, OE> extends AbstractStreamOperator<Message<OE>>
    implements OneInputStreamOperator<Message<I>, Message<OE>>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final OperatorSettings settings;
  private final AsyncLimits limits;
  private final Asking.Recipe<I, OE> recipe;
  private final TypeInformation<I> inputType;
  private final transient MailboxExecutor mailbox;

  private transient @Nullable AsyncStore<I> store;
  private transient @Nullable Tickets tickets;
  private transient @Nullable Asking<I, OE> asking;
  private transient @Nullable Workers workers;
  private transient @Nullable HeldWatermarks watermarks;
  private transient @Nullable AsyncRequests<I, OE> requests;
  private transient @Nullable Flights<I, OE> flights;

  AsyncOperator(
      StreamOperatorParameters<Message<OE>> parameters,
      OperatorSettings settings,
      AsyncLimits limits,
      Asking.Recipe<I, OE> recipe,
      TypeInformation<I> inputType) {
    super(parameters);
    this.mailbox = parameters.getMailboxExecutor();
    this.settings = settings;
    this.limits = limits;
    this.recipe = recipe;
    this.inputType = inputType;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    if (!Requests.isBatch(getRuntimeContext())) {
      store = OtherState.refused(
          settings.name(),
          "the input of a request is",
          () -> new AsyncStore<>(context, this.<String>getKeyedStateBackend(), inputType));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    Map<String, AsyncRequest<I>> kept = store == null ? Map.of() : store.load();
    Alarms alarms = new Alarms(getProcessingTimeService());
    Asking<I, OE> asked = recipe.open();
    asking = asked;
    workers = Workers.of(settings.name(), asked.threads());
    watermarks = new HeldWatermarks(new StampedOutput<>(output));
    AsyncMetrics metrics = new AsyncMetrics(getMetricGroup(), this::waiting, this::buffered);
    AsyncRequests<I, OE> opened = new AsyncRequests<>(
        settings, limits, new Lent(), metrics.requests(), alarms, watermarks, asked.runner());
    if (!asked.runner().deterministic()) {
      tickets = new Tickets(alarms.now(), greatestAttempt(kept));
    }
    flights = new Flights<>(
        limits, metrics, alarms, opened, asked.way().source(workers, alarms), tickets, this::wake);
    opened.answeredBy(flights);
    requests = opened;
    opened.restore(kept);
  }

  private int greatestAttempt(Map<String, AsyncRequest<I>> kept) throws Exception {
    int greatest = store == null ? 0 : store.greatestAttempt();
    for (AsyncRequest<I> request : kept.values()) {
      greatest = Math.max(greatest, request.attempt());
    }
    return greatest;
  }

  private int waiting() {
    return flights == null ? 0 : flights.waiting();
  }

  private int buffered() {
    return flights == null ? 0 : flights.buffered();
  }

  /** Has the task's thread take what is ready, by a mail. A task that takes no more mails has ended or failed. */
  private void wake() {
    try {
      mailbox.execute(
          Objects.requireNonNull(flights)::takeReady, "take the answers that are ready");
    } catch (RejectedExecutionException ended) {
      LOG.debug("{}: an answer came after the task's end", settings.name(), ended);
    }
  }

  @Override
  public void processElement(StreamRecord<Message<I>> element) throws Exception {
    Objects.requireNonNull(requests).take(element.getValue(), StampedOutput.of(element));
  }

  @Override
  public void processWatermark(Watermark mark) {
    Objects.requireNonNull(watermarks).mark(mark.getTimestamp());
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    Objects.requireNonNull(watermarks).status(status.isIdle());
  }

  /** Nothing outlives the input: in BATCH the operator is not there any more when an answer comes later. */
  @Override
  public void endInput() throws Exception {
    Objects.requireNonNull(flights).endInput();
    while (!Objects.requireNonNull(requests).isEmpty()) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (store != null) {
      AsyncRequests<I, OE> all = Objects.requireNonNull(requests);
      all.beforeCheckpoint();
      store.save(all::kept, tickets == null ? 0 : tickets.greatest());
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (requests != null) {
        requests.abandon();
      }
      if (workers != null) {
        workers.close();
      }
      if (asking != null) {
        asking.runner().close();
      }
    } finally {
      super.close();
    }
  }

  /** What is lent to the requests. */
  private final class Lent implements AsyncRequests.Surroundings<I, OE> {
    private final StampedOutput<Message<OE>> stamped = new StampedOutput<>(output);

    @Override
    public Collector<Message<OE>> collector(long timestamp) {
      return stamped.at(timestamp);
    }

    @Override
    public void letter(long timestamp, DeadLetter letter) {
      stamped.collect(OperatorSettings.DEAD_LETTERS, letter, timestamp);
    }

    @Override
    public void touch(String requestId) {
      if (store != null) {
        store.touch(requestId);
      }
    }

    @Override
    public void forget(String requestId) {
      if (store != null) {
        store.forget(requestId);
      }
    }

    @Override
    public void awaitRoom() throws InterruptedException {
      while (waiting() >= limits.waiting()) {
        mailbox.yield();
      }
    }
  }
}
