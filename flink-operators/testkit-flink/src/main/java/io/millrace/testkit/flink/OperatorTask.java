package io.millrace.testkit.flink;

import io.millrace.core.Message;
import java.util.List;
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
  private final HandedOn handedOn;
  private final int subtask;
  private final int parallelism;

  private OperatorTask(
      OneInputStreamOperatorTestHarness<Message<String>, Message<Object>> harness,
      HandedOn handedOn,
      int subtask,
      int parallelism) {
    this.harness = harness;
    this.handedOn = handedOn;
    this.subtask = subtask;
    this.parallelism = parallelism;
  }

  /** A task that is ready to be opened, or to be given state before that. */
  static OperatorTask of(Blueprint blueprint, Ordeal ordeal, int subtask, int parallelism)
      throws Exception {
    OneInputStreamOperatorTestHarness<Message<String>, Message<Object>> harness = blueprint.keyed()
        ? new KeyedOneInputStreamOperatorTestHarness<>(
            blueprint.shipped(),
            Message::requestId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask)
        : new OneInputStreamOperatorTestHarness<>(
            blueprint.shipped(), MAX_PARALLELISM, parallelism, subtask);
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, ordeal.has(Hardship.OBJECT_REUSE));
    harness.getExecutionConfig().configure(configuration, OperatorTask.class.getClassLoader());
    harness.setStateBackend(ordeal.has(Hardship.ROCKSDB) ? rocksdb() : new HashMapStateBackend());
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(LARGEST_STATE));
    TypeSerializer<Message<Object>> serializer =
        blueprint.output().createSerializer(harness.getExecutionConfig().getSerializerConfig());
    HandedOn handedOn = new HandedOn(serializer, ordeal.has(Hardship.OBJECT_REUSE));
    harness.setOutputCreator(ignored -> handedOn);
    harness.setup(serializer);
    harness.setProcessingTime(NOW);
    return new OperatorTask(harness, handedOn, subtask, parallelism);
  }

  /** The harness has less managed memory than RocksDB wants of it. */
  private static EmbeddedRocksDBStateBackend rocksdb() {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
    backend.getMemoryConfiguration().setUseManagedMemory(false);
    return backend;
  }

  void open() throws Exception {
    harness.open();
  }

  /** Opens with this task's share of what so many tasks left. */
  void open(OperatorSubtaskState snapshot, int oldParallelism) throws Exception {
    harness.initializeState(OneInputStreamOperatorTestHarness.repartitionOperatorState(
        snapshot, MAX_PARALLELISM, oldParallelism, parallelism, subtask));
    harness.open();
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

  void close() throws Exception {
    harness.close();
  }
}
