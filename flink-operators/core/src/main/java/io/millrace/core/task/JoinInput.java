package io.millrace.core.task;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType.Both;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Assembles the elements of an input for a flavour that wants the whole. */
final class JoinInput {

  private JoinInput() {}

  static <I, IE, O> StreamUnary<IE, ?, O> toStreamUnary(
      UnaryUnary<I, O> flavor, InputTranslator<I, ?, IE> translator) {
    return new Unary<>(flavor, new Assembly<>(translator));
  }

  static <I, IE, OE> StreamStream<IE, ?, OE> toStreamStream(
      UnaryStream<I, OE> flavor, InputTranslator<I, ?, IE> translator) {
    return new Streaming<>(flavor, new Assembly<>(translator));
  }

  /** The same, pulled: elements of the output are made as they are read. */
  static <I, IE, OE> Stream<OE> toStream(
      UnaryStream<I, OE> flavor,
      InputTranslator<I, ?, IE> translator,
      Stream<IE> source,
      Parameters parameters) {
    return LazyStream.of(() -> flavor.run(JoinOutput.join(source, translator), parameters))
        .onClose(source::close);
  }

  /** The half of both that is the same: the state is the parameters and what is joined so far. */
  private record Assembly<E, A, W>(Join<E, A, W> join) {
    StateType<Both<Parameters, A>> stateType() {
      return StateType.pair(StateType.of(Parameters.class), join.accumulatorType());
    }

    Both<Parameters, A> open(Parameters parameters) {
      return new Both<>(parameters, join.create());
    }

    Both<Parameters, A> next(Both<Parameters, A> state, E element) {
      return new Both<>(state.first(), join.add(state.second(), element));
    }
  }

  private record Unary<I, IE, A, O>(UnaryUnary<I, O> flavor, Assembly<IE, A, I> assembly)
      implements StreamUnary<IE, Both<Parameters, A>, O> {
    @Override
    public StateType<Both<Parameters, A>> stateType() {
      return assembly.stateType();
    }

    @Override
    public Both<Parameters, A> open(Parameters parameters) {
      return assembly.open(parameters);
    }

    @Override
    public Both<Parameters, A> next(Both<Parameters, A> state, IE element) {
      return assembly.next(state, element);
    }

    @Override
    public O end(Both<Parameters, A> state) {
      return flavor.run(assembly.join().finish(state.second()), state.first());
    }
  }

  private record Streaming<I, IE, A, OE>(UnaryStream<I, OE> flavor, Assembly<IE, A, I> assembly)
      implements StreamStream<IE, Both<Parameters, A>, OE> {
    @Override
    public StateType<Both<Parameters, A>> stateType() {
      return assembly.stateType();
    }

    @Override
    public Both<Parameters, A> open(Parameters parameters) {
      return assembly.open(parameters);
    }

    @Override
    public Both<Parameters, A> next(
        Both<Parameters, A> state, IE element, Consumer<? super OE> out) {
      return assembly.next(state, element);
    }

    @Override
    public void end(Both<Parameters, A> state, Consumer<? super OE> out) {
      try (Stream<OE> elements =
          flavor.run(assembly.join().finish(state.second()), state.first())) {
        elements.forEachOrdered(out);
      }
    }
  }
}
