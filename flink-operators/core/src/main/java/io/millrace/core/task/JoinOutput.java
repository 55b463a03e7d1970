package io.millrace.core.task;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType.Both;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Assembles the elements of an output for a caller who wants the whole. */
final class JoinOutput {

  private JoinOutput() {}

  static <I, O, OE> UnaryUnary<I, O> toUnaryUnary(
      UnaryStream<I, OE> flavor, Join<OE, ?, O> translator) {
    return new Unary<>(flavor, translator);
  }

  static <IE, O, OE> StreamUnary<IE, ?, O> toStreamUnary(
      StreamStream<IE, ?, OE> flavor, Join<OE, ?, O> translator) {
    return streaming(flavor, translator);
  }

  private static <IE, S, A, O, OE> StreamUnary<IE, ?, O> streaming(
      StreamStream<IE, S, OE> flavor, Join<OE, A, O> translator) {
    return new Streaming<>(flavor, translator);
  }

  /** Reads the whole source, and closes it. */
  static <A, O, OE> O join(Stream<OE> source, Join<OE, A, O> join) {
    try (source) {
      A whole = join.create();
      for (Iterator<OE> elements = source.iterator(); elements.hasNext(); ) {
        whole = join.add(whole, elements.next());
      }
      return join.finish(whole);
    }
  }

  private record Unary<I, O, OE>(UnaryStream<I, OE> flavor, Join<OE, ?, O> translator)
      implements UnaryUnary<I, O> {
    @Override
    public O run(I input, Parameters parameters) {
      return join(flavor.run(input, parameters), translator);
    }

    @Override
    public List<Outcome<O>> runBatch(List<I> inputs, Parameters parameters) {
      return flavor.runBatch(inputs, parameters).stream()
          .map(outcome -> outcome.<O>then(source -> join(source, translator)))
          .toList();
    }
  }

  private record Streaming<IE, S, A, O, OE>(
      StreamStream<IE, S, OE> flavor, Join<OE, A, O> translator)
      implements StreamUnary<IE, Both<S, A>, O> {
    @Override
    public StateType<Both<S, A>> stateType() {
      return StateType.pair(flavor.stateType(), translator.accumulatorType());
    }

    @Override
    public Both<S, A> open(Parameters parameters) {
      return new Both<>(flavor.open(parameters), translator.create());
    }

    @Override
    public Both<S, A> next(Both<S, A> state, IE element) {
      Joining<OE, A> joining = new Joining<>(translator, state.second());
      S next = flavor.next(state.first(), element, joining);
      return new Both<>(next, joining.whole);
    }

    @Override
    public O end(Both<S, A> state) {
      Joining<OE, A> joining = new Joining<>(translator, state.second());
      flavor.end(state.first(), joining);
      return translator.finish(joining.whole);
    }
  }

  /** Takes the elements of one call; lives no longer than that. */
  private static final class Joining<OE, A> implements Consumer<OE> {
    private final Join<OE, A, ?> join;
    private A whole;

    Joining(Join<OE, A, ?> join, A whole) {
      this.join = join;
      this.whole = whole;
    }

    @Override
    public void accept(OE element) {
      whole = join.add(whole, element);
    }
  }
}
