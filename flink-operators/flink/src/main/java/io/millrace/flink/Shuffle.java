package io.millrace.flink;

import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Brings the messages of a request together, once for a chain of operators: those behind the first take their messages
 * where they are, which is right only with the parallelism and maximum parallelism of the first.
 */
final class Shuffle {

  private Shuffle() {}

  static <E> KeyedStream<Message<E>, String> byRequest(
      DataStream<Message<E>> messages, List<SingleOutputStreamOperator<?>> sharing) {
    return sharing.isEmpty()
        ? messages.keyBy(Message::requestId, Types.STRING)
        : DataStreamUtils.reinterpretAsKeyedStream(messages, Message::requestId, Types.STRING);
  }

  /** The operators that share the shuffle, the new one being the last. */
  static List<SingleOutputStreamOperator<?>> joinedBy(
      SingleOutputStreamOperator<?> operator, List<SingleOutputStreamOperator<?>> sharing) {
    if (!sharing.isEmpty()) {
      SingleOutputStreamOperator<?> first = sharing.get(0);
      operator.setParallelism(first.getParallelism());
      int maxParallelism = first.getTransformation().getMaxParallelism();
      if (maxParallelism > 0) {
        operator.setMaxParallelism(maxParallelism);
      }
    }
    List<SingleOutputStreamOperator<?>> all = new ArrayList<>(sharing);
    all.add(operator);
    return List.copyOf(all);
  }
}
