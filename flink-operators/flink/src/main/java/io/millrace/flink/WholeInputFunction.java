package io.millrace.flink;

import io.millrace.core.Message;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The operator of the flavours that take a whole input: {@link WholeInput} as Flink calls it. */
final class WholeInputFunction<I, OE> extends ProcessFunction<Message<I>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final Steered<Answering<I, OE>> steered;

  /** Whether requests say in their headers which module they want. */
  private final boolean listening;

  private transient @Nullable WholeInput<I, OE> input;

  WholeInputFunction(Steered<Answering<I, OE>> steered, boolean listening) {
    this.steered = steered;
    this.listening = listening;
  }

  @Override
  public void open(OpenContext openContext) {
    RuntimeContext context = getRuntimeContext();
    Versions<Answering<I, OE>> versions = steered.versions(context, null, any -> {});
    Beginning<Answering<I, OE>> beginning = listening
        ? steered.listening(versions, context.getMetricGroup())
        : (headers, letters) -> versions.current();
    RequestMetrics metrics = new RequestMetrics(context.getMetricGroup());
    input = new WholeInput<>(steered.settings(), versions, beginning, metrics);
  }

  @Override
  public void processElement(Message<I> message, Context context, Collector<Message<OE>> out) {
    Objects.requireNonNull(input).take(message, new Call(context), out);
  }

  @Override
  public void close() throws Exception {
    if (input != null) {
      input.close();
    }
  }

  private final class Call implements WholeCall {
    private final Context context;

    Call(Context context) {
      this.context = context;
    }

    @Override
    public long now() {
      return context.timerService().currentProcessingTime();
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      context.output(OperatorSettings.DEAD_LETTERS, letter);
    }
  }
}
