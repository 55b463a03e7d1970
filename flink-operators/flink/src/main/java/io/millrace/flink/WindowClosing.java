package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.StateType.Both;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Makes a window's output: the result and the terminal message, or only the latter, with the status of the failure. */
final class WindowClosing<IE, S, O, W extends Window>
    extends ProcessWindowFunction<Both<Message<Accumulated<S>>, String>, Message<O>, String, W> {

  private static final long serialVersionUID = 1L;

  private final String operator;
  private final boolean ofTime;

  /** The very one that the window's aggregate has, on the worker too: both travel in one operator. */
  private final TaskAggregate<IE, S, O> aggregate;

  WindowClosing(String operator, boolean ofTime, TaskAggregate<IE, S, O> aggregate) {
    this.operator = operator;
    this.ofTime = ofTime;
    this.aggregate = aggregate;
  }

  @Override
  public void open(OpenContext openContext) {
    if (ofTime && Requests.isBatch(getRuntimeContext())) {
      throw WindowedTask.refusal(operator);
    }
  }

  @Override
  public void process(
      String requestId,
      Context context,
      Iterable<Both<Message<Accumulated<S>>, String>> accumulated,
      Collector<Message<O>> out) {
    String id = id(requestId, context.window());
    for (Both<Message<Accumulated<S>>, String> each : accumulated) {
      close(id, each.first(), each.second(), context, out);
    }
  }

  /** Windows of one request must not share a name: outputs are told apart by it. */
  private static String id(String requestId, Window window) {
    if (window instanceof GlobalWindow) {
      return requestId;
    }
    long place = window instanceof TimeWindow time ? time.getStart() : window.maxTimestamp();
    return requestId + "@" + place;
  }

  private void close(
      String id,
      Message<Accumulated<S>> kept,
      String stackTrace,
      Context context,
      Collector<Message<O>> out) {
    Status status = kept.status();
    String trace = stackTrace;
    O result = null;
    if (status.isOk()) {
      try {
        result = Objects.requireNonNull(
            aggregate.getResult(Objects.requireNonNull(kept.payload())), Output.NO_ELEMENT);
      } catch (Exception e) {
        Blame.rethrowInterrupt(e);
        status = Status.of(e);
        trace = DeadLetter.stackTraceOf(e);
      }
    }
    if (!trace.isEmpty()) {
      Origin origin = kept.origin();
      long offset = origin == null ? -1 : origin.offset();
      context.output(
          OperatorSettings.DEAD_LETTERS,
          DeadLetter.ofRequest(operator, id, kept.attempt(), origin, offset, status, trace));
    }
    if (result != null) {
      out.collect(message(id, kept, 0, result, Status.OK));
    }
    out.collect(message(id, kept, result == null ? 0 : 1, null, status));
  }

  private static <O> Message<O> message(
      String id, Message<?> kept, long sequence, @Nullable O payload, Status status) {
    return new Message<>(
        id,
        kept.attempt(),
        sequence,
        payload,
        sequence == 0 ? kept.parameters() : Parameters.NONE,
        sequence == 0 ? kept.headers() : Message.traceOf(kept.headers()),
        payload == null,
        status,
        kept.origin());
  }

  @Override
  public void close() throws Exception {
    aggregate.close();
  }
}
