package io.millrace.kafka;

import io.millrace.flink.ActionCall;
import io.millrace.flink.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** What the topic of forks gave: what the operator says to itself, and what could not be decoded. */
public final class ForkSource {

  private final SingleOutputStreamOperator<ActionCall> decoded;
  private final OutputTag<DeadLetter> deadLetters;

  ForkSource(SingleOutputStreamOperator<ActionCall> decoded, OutputTag<DeadLetter> deadLetters) {
    this.decoded = decoded;
    this.deadLetters = deadLetters;
  }

  /** To be joined to the requests by {@code union}. */
  public DataStream<ActionCall> calls() {
    return decoded;
  }

  /** The records that could not be decoded; the forks that wait for them end by their time limit. */
  public DataStream<DeadLetter> deadLetters() {
    return decoded.getSideOutput(deadLetters);
  }
}
