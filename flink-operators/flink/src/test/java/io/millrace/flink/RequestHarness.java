package io.millrace.flink;

import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.CollectorOutput;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The keyed operator by itself, in a task whose clock only the test moves; it begins at one second. */
final class RequestHarness<OE> {

  private static final int LARGEST_STATE = 64 << 20;

  static final RequestLimits LIMITS = RequestLimits.DEFAULT;

  private final KeyedOneInputStreamOperatorTestHarness<String, Message<String>, Message<OE>>
      harness;
  private final Placement placement;
  private final SeenMetrics metrics = new SeenMetrics();

  private RequestHarness(KeyedOperator<OE> operator, Placement placement) throws Exception {
    this(operator, placement, 1_000, null);
  }

  private RequestHarness(
      KeyedOperator<OE> operator,
      Placement placement,
      long clock,
      @Nullable RuntimeException refusal)
      throws Exception {
    this.placement = placement;
    harness = new KeyedOneInputStreamOperatorTestHarness<>(
        operator.made(),
        Message::requestId,
        Types.STRING,
        placement.environment(metrics.taskGroup()));
    harness.setStateBackend(
        placement.rocksdb() ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(LARGEST_STATE));
    if (refusal != null) {
      harness.setOutputCreator(serializer -> new RefusedOutput<>(refusal));
    }
    harness.setup(
        operator.output().createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(clock);
  }

  /** The toy module as stream → stream. */
  static RequestHarness<String> echo(Placement placement) throws Exception {
    return echo(placement, LIMITS);
  }

  static RequestHarness<String> echo(Placement placement, RequestLimits limits) throws Exception {
    return echo(placement, limits, UnclaimedParameters.REFUSE);
  }

  static RequestHarness<String> echo(
      Placement placement, RequestLimits limits, UnclaimedParameters unclaimed) throws Exception {
    return of(
        KeyedOperator.streamStream(new OperatorSettings("echo", limits, unclaimed), Echo::runner),
        placement);
  }

  static <OE> RequestHarness<OE> of(KeyedOperator<OE> operator, Placement placement)
      throws Exception {
    RequestHarness<OE> opened = new RequestHarness<>(operator, placement);
    opened.harness.open();
    return opened;
  }

  /** One whose output nobody takes: this is thrown at what it says. */
  static <OE> RequestHarness<OE> refused(KeyedOperator<OE> operator, RuntimeException refusal)
      throws Exception {
    RequestHarness<OE> refused =
        new RequestHarness<>(operator, Placement.alone(false), 1_000, refusal);
    refused.harness.open();
    return refused;
  }

  /** Begins where a snapshot was taken; of one taken by several tasks it takes its share. */
  static <OE> RequestHarness<OE> restored(
      KeyedOperator<OE> operator,
      Placement placement,
      int oldParallelism,
      OperatorSubtaskState snapshot)
      throws Exception {
    OperatorSubtaskState share = KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
        snapshot,
        Placement.MAX_PARALLELISM,
        oldParallelism,
        placement.parallelism(),
        placement.subtask());
    return restoredAt(1_000, operator, placement, share);
  }

  /** Begins at this time where a snapshot was taken. */
  static <OE> RequestHarness<OE> restoredAt(
      long clock, KeyedOperator<OE> operator, Placement placement, OperatorSubtaskState snapshot)
      throws Exception {
    RequestHarness<OE> restored = new RequestHarness<>(operator, placement, clock, null);
    restored.harness.initializeState(snapshot);
    restored.harness.open();
    return restored;
  }

  /** The snapshots of several tasks as one. */
  static OperatorSubtaskState together(OperatorSubtaskState... snapshots) throws Exception {
    return KeyedOneInputStreamOperatorTestHarness.repackageState(snapshots);
  }

  @SafeVarargs
  final RequestHarness<OE> push(Message<String>... messages) throws Exception {
    for (Message<String> message : messages) {
      harness.processElement(new StreamRecord<>(message));
    }
    return this;
  }

  RequestHarness<OE> push(List<Message<String>> messages) throws Exception {
    for (Message<String> message : messages) {
      harness.processElement(new StreamRecord<>(message));
    }
    return this;
  }

  /** Sets the clock. */
  RequestHarness<OE> at(long millis) throws Exception {
    harness.setProcessingTime(millis);
    return this;
  }

  /** What Flink does at the end of a bounded input. */
  RequestHarness<OE> endInput() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
    harness.endInput();
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Begins a snapshot and leaves it to be written later, as Flink does: by another thread, while messages come. */
  Snapshot snapshotUnwritten() throws Exception {
    OperatorSnapshotFutures futures = harness
        .getOperator()
        .snapshotState(
            1,
            1,
            CheckpointOptions.forCheckpointWithDefaultLocation(),
            new MemCheckpointStreamFactory(1 << 20));
    return () -> OperatorSnapshotFinalizer.create(futures).getJobManagerOwnedState();
  }

  /** A snapshot that is begun. */
  interface Snapshot {
    OperatorSubtaskState write() throws Exception;
  }

  /** What came out since this was last asked. */
  List<Message<OE>> output() {
    List<Message<OE>> messages = new ArrayList<>();
    for (StreamRecord<? extends Message<OE>> record : harness.extractOutputStreamRecords()) {
      messages.add(record.getValue());
    }
    harness.getOutput().clear();
    return messages;
  }

  /** The dead letters since this was last asked, without their stack traces. */
  List<String> letters() {
    return letterRecords().stream()
        .map(letter -> letter.requestId() + "/" + letter.attempt() + " " + letter.topic() + "-"
            + letter.partition() + "@" + letter.firstOffset() + ".." + letter.lastOffset() + " "
            + letter.reason() + ": " + letter.message())
        .toList();
  }

  List<DeadLetter> letterRecords() {
    Queue<StreamRecord<DeadLetter>> records = harness.getSideOutput(OperatorSettings.DEAD_LETTERS);
    if (records == null) {
      return List.of();
    }
    List<DeadLetter> letters = records.stream().map(StreamRecord::getValue).toList();
    records.clear();
    return letters;
  }

  /** Values of Flink's state, and timers. */
  String left() {
    int timers = harness.numProcessingTimeTimers() + harness.numEventTimeTimers();
    int states = placement.rocksdb() ? stored().size() : harness.numKeyedStateEntries();
    return states + " states, " + timers + " timers";
  }

  /** The requests that Flink's state has something of, in the order of their names. */
  List<String> stored() {
    KeyedStateBackend<String> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    try (Stream<String> keys = backend.getKeys("request", VoidNamespace.INSTANCE)) {
      return keys.sorted().toList();
    }
  }

  int processingTimeTimers() {
    return harness.numProcessingTimeTimers();
  }

  SeenMetrics metrics() {
    return metrics;
  }

  void close() throws Exception {
    harness.close();
  }

  /** Throws at whatever is handed to it. */
  private static final class RefusedOutput<T> extends CollectorOutput<T> {
    private final RuntimeException refusal;

    RefusedOutput(RuntimeException refusal) {
      super(new ArrayList<>());
      this.refusal = refusal;
    }

    @Override
    public void collect(StreamRecord<T> record) {
      throw refusal;
    }
  }
}
