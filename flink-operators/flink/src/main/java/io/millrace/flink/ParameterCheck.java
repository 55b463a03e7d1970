package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameter;
import io.millrace.core.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes messages on as they are, but ends a request with {@code INVALID_ARGUMENT} that has a parameter which none of
 * several operators reads.
 */
final class ParameterCheck<E> extends ProcessFunction<Message<E>, Message<E>> {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final TreeSet<String> known = new TreeSet<>();

  ParameterCheck(String name, Map<String, List<Parameter<?>>> readers) {
    this.name = name;
    readers.forEach((reader, parameters) -> parameters.forEach(parameter -> {
      known.add(parameter.name());
      known.add(reader + "." + parameter.name());
    }));
  }

  @Override
  public void processElement(Message<E> message, Context context, Collector<Message<E>> out) {
    Set<String> given = message.parameters().asMap().keySet();
    if (known.containsAll(given)) {
      out.collect(message);
      return;
    }
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(known);
    Status status = Status.Code.INVALID_ARGUMENT.because(
        "parameters " + unknown + " are read by no operator; known are " + known);
    Origin origin = message.origin();
    context.output(
        OperatorSettings.DEAD_LETTERS,
        DeadLetter.ofRequest(
            name,
            message.requestId(),
            message.attempt(),
            origin,
            origin == null ? -1 : origin.offset(),
            status,
            ""));
    out.collect(message.endingWith(status));
  }
}
