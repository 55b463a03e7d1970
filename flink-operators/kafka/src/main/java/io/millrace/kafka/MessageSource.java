package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * What topics gave: messages, and what could not be decoded.
 *
 * @param <T> the payload's type
 */
public final class MessageSource<T> {

  /** The accumulator of a job that counts the records read, by all its sources; after a failure it begins again. */
  public static final String RECORDS_READ = "recordsRead";

  private final DataStreamSource<?> records;
  private final SingleOutputStreamOperator<Message<T>> decoded;
  private final OutputTag<DeadLetter> deadLetters;

  MessageSource(
      DataStreamSource<?> records,
      SingleOutputStreamOperator<Message<T>> decoded,
      OutputTag<DeadLetter> deadLetters) {
    this.records = records;
    this.decoded = decoded;
    this.deadLetters = deadLetters;
  }

  /** The messages, each partition's in its order, with the records' timestamps. */
  public DataStream<Message<T>> messages() {
    return decoded;
  }

  /** The records that could not be decoded. */
  public DataStream<DeadLetter> deadLetters() {
    return decoded.getSideOutput(deadLetters);
  }

  /** Reads with so many tasks; more than there are partitions have nothing to do. */
  public MessageSource<T> setParallelism(int parallelism) {
    // Both, or records would change tasks between the two, and lose their order.
    records.setParallelism(parallelism);
    decoded.setParallelism(parallelism);
    return this;
  }
}
