package io.millrace.benchmarks.hand;

import io.millrace.core.Message;
import io.millrace.flink.RunnerSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** {@link HandWrittenStream}, and what comes and goes is counted. */
public final class CountedStream<IE, OE>
    extends KeyedProcessFunction<String, Message<IE>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final HandWrittenStream<IE, OE> uncounted;
  private transient Counter in = new SimpleCounter();
  private transient Counter out = new SimpleCounter();
  private transient Counter started = new SimpleCounter();
  private transient Counter completed = new SimpleCounter();

  /** Given the recipe of the module's runner. */
  public <I, O> CountedStream(RunnerSupplier<I, IE, O, OE> runner) {
    this.uncounted = new HandWrittenStream<>(runner);
  }

  @Override
  public void open(OpenContext context) {
    uncounted.setRuntimeContext(getRuntimeContext());
    uncounted.open(context);
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("counted");
    in = group.counter("messagesIn");
    out = group.counter("messagesOut");
    started = group.counter("requestsStarted");
    completed = group.counter("requestsCompleted");
  }

  @Override
  public void processElement(Message<IE> message, Context context, Collector<Message<OE>> to)
      throws Exception {
    in.inc();
    if (message.sequence() == 0) {
      started.inc();
    }
    uncounted.processElement(message, context, new Counting<>(to, out));
    if (message.last()) {
      completed.inc();
    }
  }

  private record Counting<T>(Collector<T> to, Counter out) implements Collector<T> {
    @Override
    public void collect(T element) {
      out.inc();
      to.collect(element);
    }

    @Override
    public void close() {
      to.close();
    }
  }
}
