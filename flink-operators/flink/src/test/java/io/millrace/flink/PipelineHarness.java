package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/** The operators the door made, one behind the other in one task each, as Flink would ship them; the clock begins at 0. */
final class PipelineHarness<OE> {

  private final List<OneInputStreamOperatorTestHarness<Object, Object>> operators =
      new ArrayList<>();
  private final List<SeenMetrics> metrics = new ArrayList<>();

  static <OE> PipelineHarness<OE> of(TaskStream<OE> task, Placement placement) throws Exception {
    return restored(task, placement, List.of());
  }

  /** Begins where snapshots were taken, one of each operator; where there are none, at the beginning. */
  static <OE> PipelineHarness<OE> restored(
      TaskStream<OE> task, Placement placement, List<OperatorSubtaskState> snapshots)
      throws Exception {
    PipelineHarness<OE> pipeline = new PipelineHarness<>();
    for (OneInputTransformation<Object, Object> each : chain(task.output().getTransformation())) {
      OneInputStreamOperatorTestHarness<Object, Object> harness =
          harness(each, placement, pipeline.seen());
      harness.setStateBackend(
          placement.rocksdb() ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
      harness.setup(each.getOutputType()
          .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      if (!snapshots.isEmpty()) {
        harness.initializeState(snapshots.get(pipeline.operators.size()));
      }
      harness.open();
      pipeline.operators.add(harness);
    }
    return pipeline;
  }

  /** Back to the first operator of one input, which reads what the test pushes. */
  @SuppressWarnings("unchecked")
  private static Deque<OneInputTransformation<Object, Object>> chain(Transformation<?> last) {
    Deque<OneInputTransformation<Object, Object>> chain = new ArrayDeque<>();
    Transformation<?> current = last;
    while (current instanceof OneInputTransformation
        || current instanceof PartitionTransformation) {
      if (current instanceof OneInputTransformation<?, ?> operator) {
        chain.addFirst((OneInputTransformation<Object, Object>) operator);
      }
      current = current.getInputs().get(0);
    }
    return chain;
  }

  @SuppressWarnings("unchecked")
  private static OneInputStreamOperatorTestHarness<Object, Object> harness(
      OneInputTransformation<Object, Object> transformation,
      Placement placement,
      SeenMetrics metrics)
      throws Exception {
    SimpleOperatorFactory<Object> factory = InstantiationUtil.clone(
        (SimpleOperatorFactory<Object>) transformation.getOperatorFactory());
    OneInputStreamOperator<Object, Object> operator =
        (OneInputStreamOperator<Object, Object>) factory.getOperator();
    var environment = placement.environment(metrics.taskGroup());
    return transformation.getStateKeySelector() == null
        ? new OneInputStreamOperatorTestHarness<>(operator, environment)
        : new KeyedOneInputStreamOperatorTestHarness<>(
            operator,
            (KeySelector<Object, Object>) transformation.getStateKeySelector(),
            (TypeInformation<Object>) transformation.getStateKeyType(),
            environment);
  }

  /** A snapshot of each operator. */
  List<OperatorSubtaskState> snapshots() throws Exception {
    List<OperatorSubtaskState> snapshots = new ArrayList<>();
    for (OneInputStreamOperatorTestHarness<Object, Object> each : operators) {
      snapshots.add(each.snapshot(1, 1));
    }
    return snapshots;
  }

  private SeenMetrics seen() {
    SeenMetrics seen = new SeenMetrics();
    metrics.add(seen);
    return seen;
  }

  /** What the last operator counts. */
  SeenMetrics metrics() {
    return metrics.get(metrics.size() - 1);
  }

  @SafeVarargs
  final PipelineHarness<OE> push(Message<String>... messages) throws Exception {
    for (Message<String> message : messages) {
      forward(0, new StreamRecord<>(message));
    }
    return this;
  }

  PipelineHarness<OE> push(List<Message<String>> messages) throws Exception {
    for (Message<String> message : messages) {
      forward(0, new StreamRecord<>(message));
    }
    return this;
  }

  /** Pushes a message that has an event time. */
  PipelineHarness<OE> push(long timestamp, Message<String> message) throws Exception {
    forward(0, new StreamRecord<>(message, timestamp));
    return this;
  }

  PipelineHarness<OE> watermark(long time) throws Exception {
    forward(0, new Watermark(time));
    return this;
  }

  PipelineHarness<OE> endInput() throws Exception {
    return watermark(Long.MAX_VALUE);
  }

  /** Sets the clock of every operator. */
  PipelineHarness<OE> at(long millis) throws Exception {
    for (int i = 0; i < operators.size(); i++) {
      operators.get(i).setProcessingTime(millis);
      forwardOutput(i);
    }
    return this;
  }

  private void forward(int at, Object element) throws Exception {
    OneInputStreamOperatorTestHarness<Object, Object> operator = operators.get(at);
    if (element instanceof Watermark watermark) {
      operator.processWatermark(watermark);
    } else {
      @SuppressWarnings("unchecked")
      StreamRecord<Object> record = (StreamRecord<Object>) element;
      operator.processElement(record);
    }
    forwardOutput(at);
  }

  private void forwardOutput(int from) throws Exception {
    if (from + 1 < operators.size()) {
      Queue<Object> output = operators.get(from).getOutput();
      while (!output.isEmpty()) {
        forward(from + 1, output.remove());
      }
    }
  }

  /** What came out since this was last asked. */
  List<Message<OE>> output() {
    OneInputStreamOperatorTestHarness<Object, Object> last = operators.get(operators.size() - 1);
    List<Message<OE>> messages = new ArrayList<>();
    for (StreamRecord<?> record : last.extractOutputStreamRecords()) {
      @SuppressWarnings("unchecked")
      Message<OE> message = (Message<OE>) record.getValue();
      messages.add(message);
    }
    last.getOutput().clear();
    return messages;
  }

  /** The dead letters of all operators: the request, the operator, and why. */
  List<String> letters() {
    return operators.stream()
        .map(operator -> operator.getSideOutput(OperatorSettings.DEAD_LETTERS))
        .filter(letters -> letters != null)
        .flatMap(Queue::stream)
        .map(StreamRecord::getValue)
        .map(letter -> letter.requestId() + " in " + letter.operator() + ": " + letter.reason()
            + ": " + letter.message())
        .toList();
  }

  /** What the last operator found too late: the request, the sequence and the element. */
  @SuppressWarnings("unchecked")
  List<String> late() {
    OutputTag<Message<Taken<String>>> late =
        new OutputTag<>("late", MessageTypes.of(new TakenTypeInfo<>(Types.STRING)));
    return operators.get(operators.size() - 1).getSideOutput(late).stream()
        .map(StreamRecord::getValue)
        .map(message -> message.requestId() + " " + message.sequence() + " "
            + Objects.requireNonNull(message.payload()).element())
        .toList();
  }

  /** How many timers the keyed operators have, all together. */
  int timers() {
    return operators.stream()
        .filter(operator -> operator instanceof KeyedOneInputStreamOperatorTestHarness)
        .mapToInt(each -> each.numProcessingTimeTimers() + each.numEventTimeTimers())
        .sum();
  }

  void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<Object, Object> operator : operators) {
      operator.close();
    }
  }
}
