package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives the elements, now in order, the times by which windows know them: their own for windows of time. Where the window
 * is the request the time is the place in it, attempt by attempt, which keeps them in order in BATCH, where Flink sorts by
 * time. What has no
 * element only ends a request, and is nothing to a window of time.
 */
final class WindowEntry<IE> extends AbstractStreamOperator<Message<Taken<IE>>>
    implements OneInputStreamOperator<Message<Taken<IE>>, Message<Taken<IE>>> {

  private static final long serialVersionUID = 1L;

  private final boolean ofTime;

  WindowEntry(boolean ofTime) {
    this.ofTime = ofTime;
  }

  @Override
  public void processElement(StreamRecord<Message<Taken<IE>>> record) {
    Message<Taken<IE>> message = record.getValue();
    if (!ofTime) {
      output.collect(record.replace(message, place(message)));
      return;
    }
    Taken<IE> taken = message.payload();
    if (taken == null || taken.element() == null) {
      return;
    }
    if (taken.timestamp() == Taken.NO_TIMESTAMP) {
      record.eraseTimestamp();
      output.collect(record.replace(message));
      return;
    }
    output.collect(record.replace(message, taken.timestamp()));
  }

  /** The attempt in the upper half. An attempt of more elements than the lower half counts is out of order in BATCH only. */
  private static long place(Message<?> message) {
    return ((long) message.attempt() << Integer.SIZE)
        | Math.min(message.sequence(), (1L << Integer.SIZE) - 1);
  }
}
