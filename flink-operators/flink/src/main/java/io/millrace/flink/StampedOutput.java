package io.millrace.flink;

import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * An operator's output where what is sent on has the event time of the request that it is owed to, and not that of the
 * element at hand; and where watermarks go on that were held back.
 *
 * @param <T> the elements of the main output
 */
final class StampedOutput<T> implements HeldWatermarks.Release {

  /** In place of the event time of what has none. */
  static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private final Output<StreamRecord<T>> output;

  StampedOutput(Output<StreamRecord<T>> output) {
    this.output = output;
  }

  /** The event time of an element. */
  static long of(StreamRecord<?> element) {
    return element.hasTimestamp() ? element.getTimestamp() : NO_TIMESTAMP;
  }

  /** Sends on elements of one event time. */
  Collector<T> at(long timestamp) {
    return new Collector<>() {
      @Override
      public void collect(T element) {
        output.collect(stamped(element, timestamp));
      }

      @Override
      public void close() {}
    };
  }

  /** Sends an element on aside. */
  <S> void collect(OutputTag<S> aside, S element, long timestamp) {
    output.collect(aside, stamped(element, timestamp));
  }

  @Override
  public void watermark(long time) {
    output.emitWatermark(new Watermark(time));
  }

  @Override
  public void status(boolean idle) {
    output.emitWatermarkStatus(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
  }

  private static <S> StreamRecord<S> stamped(S value, long timestamp) {
    return timestamp == NO_TIMESTAMP
        ? new StreamRecord<>(value)
        : new StreamRecord<>(value, timestamp);
  }
}
