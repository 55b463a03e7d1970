package io.millrace.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Sees an enumerator look for partitions, and tells readers when it is done: it asks in the background, and only if it
 * found some, asks for their offsets too. Used by the coordinator's thread.
 */
final class Look<S extends SourceSplit> {

  private final SplitEnumeratorContext<S> context;
  private int asked;
  private boolean done;

  Look(SplitEnumeratorContext<S> context) {
    this.context = context;
  }

  /** The context, for the enumerator. A proxy: of a dozen methods one matters. */
  @SuppressWarnings("unchecked")
  SplitEnumeratorContext<S> watched() {
    return (SplitEnumeratorContext<S>) Proxy.newProxyInstance(
        Look.class.getClassLoader(),
        new Class<?>[] {SplitEnumeratorContext.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("callAsync") && arguments.length == 2) {
            arguments[1] = thenDone((BiConsumer<Object, Throwable>) arguments[1]);
            asked++;
          }
          try {
            return method.invoke(context, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? new FlinkRuntimeException(e) : e.getCause();
          }
        });
  }

  private BiConsumer<Object, Throwable> thenDone(BiConsumer<Object, Throwable> handler) {
    return (found, failure) -> {
      int before = asked;
      handler.accept(found, failure);
      if (asked == before) {
        done = true;
        context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
      }
    };
  }

  /** A reader has come, and has its splits. */
  void readerCame(int subtask) {
    if (done) {
      context.signalNoMoreSplits(subtask);
    }
  }
}
