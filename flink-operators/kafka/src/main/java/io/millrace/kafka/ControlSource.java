package io.millrace.kafka;

import io.millrace.flink.DeadLetter;
import io.millrace.flink.ModuleControl;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** What topics of control messages gave: the messages, and what could not be decoded. */
public final class ControlSource {

  private final SingleOutputStreamOperator<ModuleControl> decoded;
  private final OutputTag<DeadLetter> deadLetters;

  ControlSource(
      SingleOutputStreamOperator<ModuleControl> decoded, OutputTag<DeadLetter> deadLetters) {
    this.decoded = decoded;
    this.deadLetters = deadLetters;
  }

  /** The messages, for {@link io.millrace.flink.TaskStreams#withControl}. */
  public DataStream<ModuleControl> controls() {
    return decoded;
  }

  /** The records that could not be decoded. */
  public DataStream<DeadLetter> deadLetters() {
    return decoded.getSideOutput(deadLetters);
  }
}
