package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.action.Graph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The operator of applications by itself. The task's thread is the test's, whose clock only the test moves; its first second
 * is over.
 */
final class ActionHarness implements AutoCloseable {

  static final long START = AsyncHarness.START;

  /** Short times. */
  static final ActionLimits LIMITS = ActionLimits.DEFAULT
      .withRequests(4, 100)
      .withTimes(Duration.ofMinutes(10), Duration.ofDays(10), Duration.ofDays(1));

  private final OneInputStreamOperatorTestHarness<ActionCall, Message<ActionItem>> harness;
  private final ActionTypes types;

  private ActionHarness(
      ActionSetup setup,
      ActionLimits limits,
      Placement placement,
      long clock,
      @Nullable OperatorSubtaskState snapshot,
      int oldParallelism)
      throws Exception {
    types = ActionTypes.of(setup.graph());
    harness = new OneInputStreamOperatorTestHarness<>(
        new ActionOperatorFactory("chat", limits, () -> setup, types),
        placement.environment(new SeenMetrics().taskGroup()));
    KeySelector<ActionCall, String> byApplication = ActionCall::key;
    harness.getStreamConfig().setStatePartitioner(0, byApplication);
    harness
        .getStreamConfig()
        .setStateKeySerializer(
            Types.STRING.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.getStreamConfig().serializeAllConfigs();
    harness.setStateBackend(
        placement.rocksdb() ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    harness.setup(
        types.message().createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(clock);
    harness.setStateTtlProcessingTime(clock);
    if (snapshot != null) {
      harness.initializeState(OneInputStreamOperatorTestHarness.repartitionOperatorState(
          snapshot,
          Placement.MAX_PARALLELISM,
          oldParallelism,
          placement.parallelism(),
          placement.subtask()));
    }
    harness.open();
  }

  static ActionHarness open(ActionSetup setup, ActionLimits limits) throws Exception {
    return new ActionHarness(setup, limits, Placement.alone(false), START, null, 1).after(1_000);
  }

  static ActionHarness open(ActionSetup setup, Placement placement) throws Exception {
    return new ActionHarness(setup, LIMITS, placement, START, null, 1).after(1_000);
  }

  static ActionHarness open(Graph graph) throws Exception {
    return open(ActionSetup.of(graph).withInitial(Counting.NEW), LIMITS);
  }

  /** Begins where a snapshot was taken, so long after the start. */
  static ActionHarness restored(
      ActionSetup setup,
      Placement placement,
      Duration later,
      int oldParallelism,
      OperatorSubtaskState snapshot)
      throws Exception {
    long clock = START + later.toMillis();
    return new ActionHarness(setup, LIMITS, placement, clock, snapshot, oldParallelism)
        .after(1_000);
  }

  /** The same, its first second not over. */
  static ActionHarness restoredAtOnce(
      ActionSetup setup, Duration later, OperatorSubtaskState snapshot) throws Exception {
    long clock = START + later.toMillis();
    return new ActionHarness(setup, LIMITS, Placement.alone(false), clock, snapshot, 1);
  }

  ActionHarness push(ActionCall... calls) throws Exception {
    for (ActionCall call : calls) {
      StreamRecord<ActionCall> element = new StreamRecord<>(call);
      harness.getOneInputOperator().setKeyContextElement(element);
      harness.processElement(element);
    }
    return this;
  }

  ActionHarness push(long timestamp, ActionCall call) throws Exception {
    StreamRecord<ActionCall> element = new StreamRecord<>(call, timestamp);
    harness.getOneInputOperator().setKeyContextElement(element);
    harness.processElement(element);
    return this;
  }

  ActionHarness watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    return this;
  }

  /** The watermarks and the times of the messages since this was last asked, in their order. */
  List<String> times() throws Exception {
    mails();
    List<String> times = new ArrayList<>();
    for (Object each : harness.getOutput()) {
      times.add(
          each instanceof StreamRecord<?> record
              ? "@" + record.getTimestamp()
              : String.valueOf(((Watermark) each).getTimestamp()));
    }
    harness.getOutput().clear();
    return times;
  }

  /** Moves the clock on. */
  ActionHarness after(long millis) throws Exception {
    harness.setStateTtlProcessingTime(harness.getProcessingTime() + millis);
    harness.setProcessingTime(harness.getProcessingTime() + millis);
    return this;
  }

  private void mails() throws Exception {
    var mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
  }

  private void awaitMail() throws Exception {
    Mail mail = harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY);
    mail.run();
  }

  /** Waits for a message, and leaves it there. */
  void awaitItem() throws Exception {
    mails();
    while (harness.extractOutputStreamRecords().isEmpty()) {
      awaitMail();
    }
  }

  /** Waits for so many messages; what came out since this was last asked. */
  List<Message<ActionItem>> await(int messages) throws Exception {
    mails();
    while (harness.extractOutputStreamRecords().size() < messages) {
      awaitMail();
    }
    List<Message<ActionItem>> taken = new ArrayList<>();
    for (StreamRecord<? extends Message<ActionItem>> record :
        harness.extractOutputStreamRecords()) {
      taken.add(record.getValue());
    }
    harness.getOutput().clear();
    return taken;
  }

  /** The element that the message must have. */
  static ActionItem item(Message<ActionItem> message) {
    return Objects.requireNonNull(message.payload());
  }

  /** Waits for a request to end well. */
  ActionEnd result() throws Exception {
    return end(ActionStream.results(types));
  }

  /** Waits for a request to fail. */
  ActionEnd failure() throws Exception {
    return end(ActionStream.failures(types));
  }

  private ActionEnd end(OutputTag<ActionEnd> tag) throws Exception {
    mails();
    while (ends(tag).isEmpty()) {
      awaitMail();
    }
    return Objects.requireNonNull(ends(tag).poll()).getValue();
  }

  private Queue<StreamRecord<ActionEnd>> ends(OutputTag<ActionEnd> tag) {
    Queue<StreamRecord<ActionEnd>> ends = harness.getSideOutput(tag);
    return ends == null ? new java.util.ArrayDeque<>() : ends;
  }

  /** What came out since this was last asked, of all that is ready. */
  List<Message<ActionItem>> output() throws Exception {
    return await(0);
  }

  /** Items and ends as they came, all that are ready. */
  List<ActionOutput> outputs() throws Exception {
    mails();
    Queue<StreamRecord<ActionOutput>> outputs = harness.getSideOutput(ActionStream.outputs(types));
    return outputs == null
        ? List.of()
        : outputs.stream().map(StreamRecord::getValue).toList();
  }

  List<DeadLetter> letters() {
    Queue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(OperatorSettings.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(StreamRecord::getValue).toList();
  }

  ActionHarness endInput() throws Exception {
    harness.endInput();
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("the operator did not close", e);
    }
  }
}
