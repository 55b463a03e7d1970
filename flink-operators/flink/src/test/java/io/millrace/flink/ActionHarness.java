package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Hook;
import io.millrace.core.action.Hooks;
import io.millrace.core.action.Recorded;
import io.millrace.core.action.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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
  private final SeenMetrics metrics = new SeenMetrics();
  private final ActionCallSchema schema;

  private ActionHarness(
      ActionSetup setup,
      ActionLimits limits,
      Placement placement,
      long clock,
      @Nullable OperatorSubtaskState snapshot,
      int oldParallelism)
      throws Exception {
    types = ActionTypes.of(setup.graph());
    schema = ActionCallSchema.of(setup.graph());
    harness = new OneInputStreamOperatorTestHarness<>(
        new ActionOperatorFactory("chat", limits, () -> setup, types),
        placement.environment(metrics.taskGroup()));
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
    return open(setup, LIMITS, placement);
  }

  static ActionHarness open(ActionSetup setup, ActionLimits limits, Placement placement)
      throws Exception {
    return new ActionHarness(setup, limits, placement, START, null, 1).after(1_000);
  }

  static ActionHarness open(Graph graph) throws Exception {
    return open(Hooks.NONE, graph);
  }

  static ActionHarness open(Hook hook, Graph graph) throws Exception {
    return open(Hooks.of(hook), graph);
  }

  static ActionHarness open(Hooks hooks, Graph graph) throws Exception {
    return open(ActionSetup.of(graph).withInitial(Counter.NEW).withHooks(hooks), LIMITS);
  }

  /** Of one action by the name of "counter". */
  static ActionHarness single(Hook hook, Action<?, ?> action) throws Exception {
    return open(hook, Recorded.graphOf(action));
  }

  /** The request "r" to the application "app", until after that action. */
  static ActionCall until(String action) {
    return until(action, "r");
  }

  static ActionCall until(String action, String request) {
    return ActionCall.of("app", request, Request.until(Halt.after(action)))
        .wanting(Counter.COUNT, Counter.TRACKER);
  }

  /** The intermediate results themselves. */
  static List<Object> values(List<Message<ActionItem>> messages) {
    return messages.stream()
        .filter(Message::hasPayload)
        .map(message -> item(message).value(Object.class))
        .toList();
  }

  SeenMetrics metrics() {
    return metrics;
  }

  /** Begins where a snapshot was taken, so long after the start. */
  static ActionHarness restored(
      ActionSetup setup,
      Placement placement,
      Duration later,
      int oldParallelism,
      OperatorSubtaskState snapshot)
      throws Exception {
    return restored(setup, LIMITS, placement, later, oldParallelism, snapshot);
  }

  static ActionHarness restored(
      ActionSetup setup,
      ActionLimits limits,
      Placement placement,
      Duration later,
      int oldParallelism,
      OperatorSubtaskState snapshot)
      throws Exception {
    long clock = START + later.toMillis();
    return new ActionHarness(setup, limits, placement, clock, snapshot, oldParallelism)
        .after(1_000);
  }

  /** The same, its first second not over. */
  static ActionHarness restoredAtOnce(
      ActionSetup setup, ActionLimits limits, Duration later, OperatorSubtaskState snapshot)
      throws Exception {
    long clock = START + later.toMillis();
    return new ActionHarness(setup, limits, Placement.alone(false), clock, snapshot, 1);
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

  /** What was said about forks since this was last asked, as it comes out of a topic. */
  List<ActionCall> forks() throws Exception {
    mails();
    Queue<StreamRecord<ActionCall>> said = harness.getSideOutput(ActionStream.forks(types));
    List<ActionCall> taken = new ArrayList<>();
    while (said != null && !said.isEmpty()) {
      byte[] bytes = schema.serialize(said.remove().getValue());
      taken.add(schema.deserialize(bytes));
    }
    return taken;
  }

  /** Lets what is said about forks come back in until all is said. */
  ActionHarness loop() throws Exception {
    List<ActionCall> said = forks();
    while (!said.isEmpty()) {
      push(said.toArray(ActionCall[]::new));
      said = forks();
    }
    return this;
  }

  /** The numbers of the steps after which the state of an application is kept beside its last. */
  List<Long> history(String application) throws Exception {
    KeyedStateBackend<String> backend =
        ((ActionOperator) harness.getOperator()).getKeyedStateBackend();
    backend.setCurrentKey(application);
    MapState<Long, ActionPast> past = backend.getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new MapStateDescriptor<>("action-history", Types.LONG, types.past()));
    List<Long> steps = new ArrayList<>();
    past.keys().forEach(steps::add);
    return steps.stream().sorted().toList();
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

  /** Waits for a message, and leaves it there; takes no more mails than it needs. */
  void awaitItem() throws Exception {
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
    return ends == null ? new ArrayDeque<>() : ends;
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

  /** In the form that all state backends read. */
  OperatorSubtaskState savepoint() throws Exception {
    return harness
        .snapshotWithLocalState(1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
        .getJobManagerOwnedState();
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
