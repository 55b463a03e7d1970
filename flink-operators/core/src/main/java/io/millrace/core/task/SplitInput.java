package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.Iterator;
import java.util.stream.Stream;

/** Turns a whole input into elements for a flavour that wants a stream. */
final class SplitInput {

  private SplitInput() {}

  static <I, IE, O> UnaryUnary<I, O> toUnaryUnary(
      StreamUnary<IE, ?, O> flavor, InputTranslator<I, ?, IE> translator) {
    return (input, parameters) -> drain(flavor, translator.split(input), parameters);
  }

  static <I, IE, OE> UnaryStream<I, OE> toUnaryStream(
      StreamStream<IE, ?, OE> flavor, InputTranslator<I, ?, IE> translator) {
    return (input, parameters) ->
        LazyStream.of(() -> PulledStream.of(flavor, translator.split(input), parameters));
  }

  /** Reads the whole source through the flavour, and closes it. */
  static <IE, S, O> O drain(
      StreamUnary<IE, S, O> flavor, Stream<IE> source, Parameters parameters) {
    try (source) {
      S state = flavor.open(parameters);
      for (Iterator<IE> elements = source.iterator(); elements.hasNext(); ) {
        state = flavor.next(state, elements.next());
      }
      return flavor.end(state);
    }
  }
}
