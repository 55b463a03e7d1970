package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;

/** Closes a request's window at its last message. */
public final class AtTheLast<E> extends Trigger<Message<E>, GlobalWindow> {

  private static final long serialVersionUID = 1L;

  @Override
  public TriggerResult onElement(
      Message<E> message, long timestamp, GlobalWindow window, TriggerContext context) {
    return message.last() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.CONTINUE;
  }

  @Override
  public TriggerResult onProcessingTime(long time, GlobalWindow window, TriggerContext context) {
    return TriggerResult.CONTINUE;
  }

  @Override
  public TriggerResult onEventTime(long time, GlobalWindow window, TriggerContext context) {
    return TriggerResult.CONTINUE;
  }

  @Override
  public void clear(GlobalWindow window, TriggerContext context) {}
}
