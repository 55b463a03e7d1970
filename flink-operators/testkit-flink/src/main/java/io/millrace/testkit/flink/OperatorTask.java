package io.millrace.testkit.flink;

import io.millrace.core.Message;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** One of the parallel tasks of an operator, on Flink's harness. Its clock stands still. */
final class OperatorTask {

  static final int MAX_PARALLELISM = 16;

  private static final int LARGEST_STATE = 64 << 20;
  private static final long NOW = 1_000;

  private final OneInputStreamOperatorTestHarness<Message<String>, Message<Object>> harness;
  private final TypeSerializer<Message<Object>> serializer;
  private final HandedOn handedOn;
  private final int subtask;
  private final int parallelism;
  private boolean setUp;

  private OperatorTask(
      OneInputStreamOperatorTestHarness<Message<String>, Message<Object>> harness,
      TypeSerializer<Message<Object>> serializer,
      HandedOn handedOn,
      int subtask,
      int parallelism) {
    this.harness = harness;
    this.serializer = serializer;
    this.handedOn = handedOn;
    this.subtask = subtask;
    this.parallelism = parallelism;
  }

  /** A task to be opened; from now on there is something to close. */
  static OperatorTask of(Blueprint blueprint, Ordeal ordeal, int subtask, int parallelism)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, ordeal.has(Hardship.OBJECT_REUSE));
    TypeSerializer<Message<Object>> serializer = blueprint
        .output()
        .createSerializer(new ExecutionConfig(configuration).getSerializerConfig());
    HandedOn handedOn = new HandedOn(serializer, ordeal.has(Hardship.OBJECT_REUSE));
    var harness = harness(blueprint, subtask, parallelism);
    harness.getExecutionConfig().configure(configuration, OperatorTask.class.getClassLoader());
    harness.setStateBackend(ordeal.has(Hardship.ROCKSDB) ? rocksdb() : new HashMapStateBackend());
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(LARGEST_STATE));
    harness.setOutputCreator(ignored -> handedOn);
    return new OperatorTask(harness, serializer, handedOn, subtask, parallelism);
  }

  private static OneInputStreamOperatorTestHarness<Message<String>, Message<Object>> harness(
      Blueprint blueprint, int subtask, int parallelism) throws Exception {
    return blueprint.keyed()
        ? new KeyedOneInputStreamOperatorTestHarness<>(
            blueprint.shipped(),
            Message::requestId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask)
        : new OneInputStreamOperatorTestHarness<>(
            blueprint.shipped(), MAX_PARALLELISM, parallelism, subtask);
  }

  /** The harness has less managed memory than RocksDB wants of it. */
  private static EmbeddedRocksDBStateBackend rocksdb() {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
    backend.getMemoryConfiguration().setUseManagedMemory(false);
    return backend;
  }

  void open() throws Exception {
    setUp();
    harness.open();
  }

  /** Opens with this task's share of what so many tasks left. */
  void open(OperatorSubtaskState snapshot, int oldParallelism) throws Exception {
    setUp();
    harness.initializeState(OneInputStreamOperatorTestHarness.repartitionOperatorState(
        snapshot, MAX_PARALLELISM, oldParallelism, parallelism, subtask));
    harness.open();
  }

  private void setUp() throws Exception {
    harness.setup(serializer);
    setUp = true;
    harness.setProcessingTime(NOW);
  }

  boolean owns(Message<?> message) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            message.requestId(), MAX_PARALLELISM, parallelism)
        == subtask;
  }

  void push(Message<String> message) throws Exception {
    harness.processElement(new StreamRecord<>(message));
  }

  OperatorSubtaskState snapshot(long checkpoint) throws Exception {
    return harness.snapshot(checkpoint, checkpoint);
  }

  void endInput() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
    harness.endInput();
  }

  /**
   * What came out since this was last asked.
   *
   * @throws AssertionError if what came out before that is not any more what it was, and objects are reused
   */
  List<Message<Object>> output() {
    return handedOn.taken();
  }

  /** Closes the operator, after its {@code finish}, which the harness calls here; or what there is, if there is none yet. */
  void close() throws Exception {
    if (setUp) {
      harness.close();
    } else {
      harness.getEnvironment().close();
    }
  }
}
