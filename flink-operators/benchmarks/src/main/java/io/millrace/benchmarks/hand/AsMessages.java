package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.util.Collector;

/** Makes of what a window answered the two messages that readers expect: the answer, and the end. */
public final class AsMessages<O> implements WindowFunction<O, Message<O>, String, GlobalWindow> {

  private static final long serialVersionUID = 1L;

  @Override
  public void apply(
      String request, GlobalWindow window, Iterable<O> answers, Collector<Message<O>> out) {
    answers.forEach(answer -> out.collect(Message.of(request, 0, answer)));
    out.collect(Message.end(request, 1));
  }
}
