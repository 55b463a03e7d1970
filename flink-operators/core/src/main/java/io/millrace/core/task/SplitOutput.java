package io.millrace.core.task;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType.Both;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a whole output into elements for a caller who wants a stream. */
final class SplitOutput {

  private SplitOutput() {}

  static <I, O, OE> UnaryStream<I, OE> toUnaryStream(
      UnaryUnary<I, O> flavor, OutputTranslator<I, ?, O, OE> translator) {
    return new Unary<>(flavor, translator);
  }

  /** The split needs the input too, so it is joined beside the work. */
  static <I, IE, O, OE> StreamStream<IE, ?, OE> toStreamStream(
      StreamUnary<IE, ?, O> flavor,
      InputTranslator<I, ?, IE> input,
      OutputTranslator<I, ?, O, OE> output) {
    return beside(flavor, input, output);
  }

  private static <I, IE, S, A, O, OE> StreamStream<IE, ?, OE> beside(
      StreamUnary<IE, S, O> flavor,
      InputTranslator<I, A, IE> input,
      OutputTranslator<I, ?, O, OE> output) {
    return new Streaming<>(flavor, input, output);
  }

  private record Unary<I, O, OE>(UnaryUnary<I, O> flavor, OutputTranslator<I, ?, O, OE> translator)
      implements UnaryStream<I, OE> {
    @Override
    public Stream<OE> run(I input, Parameters parameters) {
      return LazyStream.of(() -> translator.split(input, flavor.run(input, parameters)));
    }

    @Override
    public List<Outcome<Stream<OE>>> runBatch(List<I> inputs, Parameters parameters) {
      List<Outcome<O>> outputs = Outcome.each(inputs, flavor.runBatch(inputs, parameters));
      return IntStream.range(0, inputs.size())
          .mapToObj(i ->
              outputs.get(i).<Stream<OE>>then(output -> translator.split(inputs.get(i), output)))
          .toList();
    }
  }

  private record Streaming<I, IE, S, A, O, OE>(
      StreamUnary<IE, S, O> flavor,
      InputTranslator<I, A, IE> input,
      OutputTranslator<I, ?, O, OE> output)
      implements StreamStream<IE, Both<S, A>, OE> {
    @Override
    public StateType<Both<S, A>> stateType() {
      return StateType.pair(flavor.stateType(), input.accumulatorType());
    }

    @Override
    public Both<S, A> open(Parameters parameters) {
      return new Both<>(flavor.open(parameters), input.create());
    }

    @Override
    public Both<S, A> next(Both<S, A> state, IE element, Consumer<? super OE> out) {
      return new Both<>(flavor.next(state.first(), element), input.add(state.second(), element));
    }

    @Override
    public void end(Both<S, A> state, Consumer<? super OE> out) {
      O whole = flavor.end(state.first());
      try (Stream<OE> elements = output.split(input.finish(state.second()), whole)) {
        elements.forEachOrdered(out);
      }
    }
  }
}
