package io.millrace.flink;

import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Brings the messages of a request together, once for a chain of operators: those behind the first take their messages
 * where they are, which is right only with the parallelism and maximum parallelism of the first. All of them therefore have
 * one, whichever of them is told, and whenever.
 */
final class Shuffle {

  /** In the order of the chain; none before the first has keyed its input. */
  private final List<SingleOutputStreamOperator<?>> sharing = new ArrayList<>();

  /** The shuffle that the next operator of a stream takes part in: this one, or its own if the stream is not keyed yet. */
  Shuffle next() {
    return sharing.isEmpty() ? new Shuffle() : this;
  }

  /** The stream by request, shuffled unless it is already. */
  <E> KeyedStream<Message<E>, String> byRequest(DataStream<Message<E>> messages) {
    return sharing.isEmpty()
        ? messages.keyBy(Message::requestId, Types.STRING)
        : DataStreamUtils.reinterpretAsKeyedStream(messages, Message::requestId, Types.STRING);
  }

  /** Whether the operators behind this shuffle find the messages of a request together. */
  boolean isDone() {
    return !sharing.isEmpty();
  }

  /** Takes in an operator behind the shuffle. */
  <O extends SingleOutputStreamOperator<?>> O joinedBy(O operator) {
    if (!sharing.isEmpty()) {
      asParallelAs(sharing.get(0).getTransformation(), operator);
    }
    sharing.add(operator);
    return operator;
  }

  /**
   * Has an operator take its messages where they are, in this shuffle or before it: spread over more tasks than those that
   * sent them, messages without a sequence could overtake each other.
   */
  <O extends SingleOutputStreamOperator<?>> O inOrder(DataStream<?> messages, O operator) {
    if (isDone()) {
      return joinedBy(operator);
    }
    asParallelAs(messages.getTransformation(), operator);
    return operator;
  }

  private static void asParallelAs(
      Transformation<?> other, SingleOutputStreamOperator<?> operator) {
    operator
        .getTransformation()
        .setParallelism(other.getParallelism(), other.isParallelismConfigured());
    if (other.getMaxParallelism() > 0) {
      operator.setMaxParallelism(other.getMaxParallelism());
    }
  }

  void setParallelism(int parallelism) {
    sharing.forEach(operator -> operator.setParallelism(parallelism));
  }

  void setMaxParallelism(int maxParallelism) {
    sharing.forEach(operator -> operator.setMaxParallelism(maxParallelism));
  }
}
