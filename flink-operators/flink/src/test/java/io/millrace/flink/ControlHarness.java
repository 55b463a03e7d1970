package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/** The operator that a control stream enters, by itself; its name is "echo", and "masking" follows it. */
final class ControlHarness {

  private final ControlInputs inputs;
  private final SeenMetrics metrics = new SeenMetrics();

  private ControlHarness(
      TwoInputStreamOperator<Message<String>, ModuleControl, Message<String>> operator,
      boolean keyed,
      Placement placement,
      @Nullable OperatorSubtaskState snapshot)
      throws Exception {
    inputs = new ControlInputs(operator, placement, metrics, keyed);
    if (snapshot != null) {
      inputs.initializeState(snapshot);
    }
    inputs.open();
  }

  static ControlHarness streamStream(
      RunnerSupplier<String, String, String, String> runner, Placement placement) throws Exception {
    return new ControlHarness(streaming(runner), true, placement, null);
  }

  /** Begins where a snapshot was taken by some tasks, of which it takes its share. */
  static ControlHarness restored(
      RunnerSupplier<String, String, String, String> runner,
      Placement placement,
      int oldParallelism,
      OperatorSubtaskState snapshot)
      throws Exception {
    OperatorSubtaskState share = ControlInputs.repartitionOperatorState(
        snapshot,
        Placement.MAX_PARALLELISM,
        oldParallelism,
        placement.parallelism(),
        placement.subtask());
    return new ControlHarness(streaming(runner), true, placement, share);
  }

  static ControlHarness streamUnary(RunnerSupplier<String, String, String, String> runner)
      throws Exception {
    Steered<Work<String, Accumulated<Object>, String>> steered = new Steered<>(
        settings(),
        runner.reference(),
        loading -> Work.aggregating(new TaskAggregate<>(() -> loading.from(runner))));
    try (ModuleRunner<String, String, String, String> built = runner.get()) {
      return new ControlHarness(
          keyed(steered, new AccumulatedTypeInfo<>(Work.stateType(built.streamUnary()))),
          true,
          Placement.alone(false),
          null);
    }
  }

  static ControlHarness unaryUnary(
      RunnerSupplier<String, String, String, String> runner,
      @Nullable OperatorSubtaskState snapshot)
      throws Exception {
    Steered<Answering<String, String>> steered = new Steered<>(
        settings(), runner.reference(), loading -> Answering.once(loading.from(runner)));
    return new ControlHarness(
        new CoBroadcastWithNonKeyedOperator<>(
            InstantiationUtil.clone(new ControlledWholeInputFunction<>(steered, Followers.of())),
            List.of(Steering.kept())),
        false,
        Placement.alone(false),
        snapshot);
  }

  private static TwoInputStreamOperator<Message<String>, ModuleControl, Message<String>> streaming(
      RunnerSupplier<String, String, String, String> runner) throws Exception {
    Steered<Work<String, Object, String>> steered = new Steered<>(
        settings(), runner.reference(), loading -> Work.streaming(loading.from(runner)));
    return keyed(steered, Work.stateType(new Echo()));
  }

  private static <S> TwoInputStreamOperator<Message<String>, ModuleControl, Message<String>> keyed(
      Steered<Work<String, S, String>> steered, TypeInformation<S> state) throws Exception {
    return new CoBroadcastWithKeyedOperator<>(
        InstantiationUtil.clone(
            new ControlledRequestFunction<>(steered, Followers.of("masking"), Types.STRING, state)),
        List.of(Steering.kept()));
  }

  private static OperatorSettings settings() {
    return new OperatorSettings("echo", RequestLimits.DEFAULT, UnclaimedParameters.HAND_ON);
  }

  @SafeVarargs
  final ControlHarness push(Message<String>... messages) throws Exception {
    for (Message<String> message : messages) {
      inputs.push(message);
    }
    return this;
  }

  ControlHarness control(ModuleControl... controls) throws Exception {
    for (ModuleControl control : controls) {
      inputs.control(control);
    }
    return this;
  }

  /** What Flink does at the end of both inputs. */
  ControlHarness endInput() throws Exception {
    inputs.endInputs();
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return inputs.snapshot(1, 1);
  }

  /** What came out since this was last asked. */
  List<Message<String>> output() {
    List<Message<String>> messages = new ArrayList<>();
    for (StreamRecord<? extends Message<String>> record : inputs.extractOutputStreamRecords()) {
      messages.add(record.getValue());
    }
    inputs.getOutput().clear();
    return messages;
  }

  /** The dead letters since this was last asked. */
  List<String> letters() {
    Queue<StreamRecord<DeadLetter>> records = inputs.getSideOutput(OperatorSettings.DEAD_LETTERS);
    if (records == null) {
      return List.of();
    }
    List<String> letters = records.stream()
        .map(StreamRecord::getValue)
        .map(letter -> letter.requestId() + " " + letter.reason() + ": " + letter.message())
        .toList();
    records.clear();
    return letters;
  }

  SeenMetrics metrics() {
    return metrics;
  }

  void close() throws Exception {
    inputs.close();
  }
}
