package io.millrace.kafka;

import io.millrace.flink.ActionCall;
import io.millrace.flink.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** What topics of requests to applications gave: the requests, and what could not be decoded. */
public final class ActionSource {

  private final DataStreamSource<?> records;
  private final SingleOutputStreamOperator<ActionCall> decoded;
  private final OutputTag<DeadLetter> deadLetters;

  ActionSource(
      DataStreamSource<?> records,
      SingleOutputStreamOperator<ActionCall> decoded,
      OutputTag<DeadLetter> deadLetters) {
    this.records = records;
    this.decoded = decoded;
    this.deadLetters = deadLetters;
  }

  /** The requests, for {@link io.millrace.flink.ActionStreams#of}; each application's in the order of its partition. */
  public DataStream<ActionCall> calls() {
    return decoded;
  }

  /** The records that could not be decoded. */
  public DataStream<DeadLetter> deadLetters() {
    return decoded.getSideOutput(deadLetters);
  }

  /** Reads with so many tasks; more than there are partitions have nothing to do. */
  public ActionSource setParallelism(int parallelism) {
    // Both, or records would change tasks between the two, and lose their order.
    records.setParallelism(parallelism);
    decoded.setParallelism(parallelism);
    return this;
  }
}
