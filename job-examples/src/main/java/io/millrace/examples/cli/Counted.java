package io.millrace.examples.cli;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Counts what passes, for the line a person sees and for the last one a job prints. After a failure of a task its count
 * begins again.
 *
 * @param <T> what passes
 */
public final class Counted<T> extends RichMapFunction<T, T> {

  private static final long serialVersionUID = 1L;

  /** How much one element counts. */
  @FunctionalInterface
  public interface Weight<T> extends Serializable {
    /** The element's count. */
    long of(T element);
  }

  private final HashMap<String, Weight<T>> weights;

  private Counted(Map<String, Weight<T>> weights) {
    this.weights = new HashMap<>(weights);
  }

  /** The same stream, counted under these names. */
  public static <T> SingleOutputStreamOperator<T> in(
      DataStream<T> stream, String uid, Map<String, Weight<T>> weights) {
    return stream
        .map(new Counted<>(weights))
        .returns(stream.getType())
        .name(uid)
        .uid(uid)
        .setParallelism(stream.getParallelism());
  }

  @Override
  public void open(OpenContext context) {
    weights.keySet().forEach(name -> getRuntimeContext().addAccumulator(name, new LongCounter()));
  }

  @Override
  public T map(T element) {
    weights.forEach(
        (name, weight) -> getRuntimeContext().getLongCounter(name).add(weight.of(element)));
    return element;
  }
}
