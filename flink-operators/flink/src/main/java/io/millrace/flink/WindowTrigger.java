package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.jspecify.annotations.Nullable;

/**
 * Fires as the windows' own trigger does, or, where the request is the window, at its last message; and at the end of the
 * input, for windows in processing time would wait for a time that does not come.
 */
final class WindowTrigger<IE, W extends Window> extends Trigger<Message<Taken<IE>>, W> {

  private static final long serialVersionUID = 1L;

  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final @Nullable Trigger<Object, W> ofWindows;

  /** Given the windows' own trigger; null where the request is the window. */
  WindowTrigger(@Nullable Trigger<Object, W> ofWindows) {
    this.ofWindows = ofWindows;
  }

  @Override
  public TriggerResult onElement(
      Message<Taken<IE>> message, long timestamp, W window, TriggerContext context)
      throws Exception {
    if (ofWindows == null && message.last()) {
      context.deleteEventTimeTimer(END_OF_INPUT);
      return TriggerResult.FIRE_AND_PURGE;
    }
    context.registerEventTimeTimer(END_OF_INPUT);
    return ofWindows == null
        ? TriggerResult.CONTINUE
        : ofWindows.onElement(message, timestamp, window, context);
  }

  @Override
  public TriggerResult onProcessingTime(long time, W window, TriggerContext context)
      throws Exception {
    return ofWindows == null
        ? TriggerResult.CONTINUE
        : ofWindows.onProcessingTime(time, window, context);
  }

  @Override
  public TriggerResult onEventTime(long time, W window, TriggerContext context) throws Exception {
    if (time == END_OF_INPUT) {
      return TriggerResult.FIRE_AND_PURGE;
    }
    return ofWindows == null
        ? TriggerResult.CONTINUE
        : ofWindows.onEventTime(time, window, context);
  }

  @Override
  public void clear(W window, TriggerContext context) throws Exception {
    context.deleteEventTimeTimer(END_OF_INPUT);
    if (ofWindows != null) {
      ofWindows.clear(window, context);
    }
  }

  @Override
  public boolean canMerge() {
    return ofWindows != null && ofWindows.canMerge();
  }

  @Override
  public void onMerge(W window, OnMergeContext context) throws Exception {
    context.registerEventTimeTimer(END_OF_INPUT);
    if (ofWindows != null) {
      ofWindows.onMerge(window, context);
    }
  }
}
