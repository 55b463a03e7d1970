package io.millrace.openai;

import io.millrace.core.Parameters;
import io.millrace.core.task.UnaryPublisher;
import io.millrace.core.task.UnaryUnary;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

/**
 * The two native flavours of a generating task.
 *
 * <p>The streaming one publishes. OpenAI's client has streams of its own, and each of them keeps a thread that waits for
 * the next bytes (the caller's, or one of a pool), which on JDK 17, without virtual threads, means thousands of threads for
 * thousands of answers. Here the lines of all streams are read by a few threads, and only when somebody asks for them.
 *
 * @param <I> what is generated from
 */
record Generation<I>(Connection connection, BiFunction<I, Parameters, Ask> asking)
    implements UnaryPublisher<I, GeneratedTextStreamResult> {

  @Override
  public Flow.Publisher<GeneratedTextStreamResult> publish(I input, Parameters parameters) {
    Ask ask = asking.apply(input, parameters);
    return reader ->
        new StreamedCall(connection, ask, parameters.find(StandardTasks.SEED), reader).start();
  }

  UnaryUnary<I, GeneratedTextResult> whole() {
    return (input, parameters) -> new WholeCall(
            connection, asking.apply(input, parameters), parameters.find(StandardTasks.SEED))
        .run();
  }
}
