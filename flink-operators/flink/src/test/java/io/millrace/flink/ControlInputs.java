package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** An operator of messages and control messages. Flink's own harness of two inputs takes no environment, and so no metrics. */
@SuppressWarnings("try") // what it extends may be interrupted while it is closed
final class ControlInputs extends AbstractStreamOperatorTestHarness<Message<String>> {

  private final TwoInputStreamOperator<Message<String>, ModuleControl, Message<String>> inputs;

  ControlInputs(
      TwoInputStreamOperator<Message<String>, ModuleControl, Message<String>> operator,
      Placement placement,
      SeenMetrics metrics,
      boolean keyed)
      throws Exception {
    super((StreamOperator<Message<String>>) operator, placement.environment(metrics.taskGroup()));
    this.inputs = operator;
    if (keyed) {
      KeySelector<Message<String>, String> byRequest = Message::requestId;
      config.setStatePartitioner(0, byRequest);
      config.setStateKeySerializer(
          Types.STRING.createSerializer(executionConfig.getSerializerConfig()));
      config.serializeAllConfigs();
    }
    setStateBackend(
        placement.rocksdb() ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    setup(MessageTypes.of(String.class).createSerializer(executionConfig.getSerializerConfig()));
    setProcessingTime(1_000);
  }

  void push(Message<String> message) throws Exception {
    StreamRecord<Message<String>> record = new StreamRecord<>(message);
    inputs.setKeyContextElement1(record);
    inputs.processElement1(record);
  }

  void control(ModuleControl control) throws Exception {
    StreamRecord<ModuleControl> record = new StreamRecord<>(control);
    inputs.setKeyContextElement2(record);
    inputs.processElement2(record);
  }

  /** What Flink does at the end of both inputs. */
  void endInputs() throws Exception {
    inputs.processWatermark2(Watermark.MAX_WATERMARK);
    inputs.processWatermark1(Watermark.MAX_WATERMARK);
  }
}
