package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Notes each element's event time beside it, for it may wait for an earlier one and leave at another time. */
final class Timestamping<IE> extends ProcessFunction<Message<IE>, Message<Taken<IE>>> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      Message<IE> message, Context context, Collector<Message<Taken<IE>>> out) {
    IE element = message.payload();
    Long timestamp = context.timestamp();
    Taken<IE> timed = element == null
        ? null
        : new Taken<>(Parameters.NONE, element, timestamp == null ? Taken.NO_TIMESTAMP : timestamp);
    out.collect(message.withPayload(timed));
  }
}
