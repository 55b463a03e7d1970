package io.millrace.core.task;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType.Both;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts flavours behind one another, so that what the first says is read by the second at once. */
final class ChainSteps {

  private ChainSteps() {}

  /** A part, which reads its share of the parameters. */
  static <I, OE> UnaryStream<I, OE> first(UnaryStream<I, OE> flavor, ChainPart part) {
    return Resolving.unaryStream(flavor, part::share);
  }

  static <IE, OE> StreamStream<IE, ?, OE> first(StreamStream<IE, ?, OE> flavor, ChainPart part) {
    return Resolving.streamStream(flavor, part::share);
  }

  /** The second reads a lazy stream, and takes no more of it than is asked for. */
  static <I, M, E, OE> UnaryStream<I, OE> pipe(
      UnaryStream<I, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, ?, OE> second) {
    return first instanceof UnaryPublisher<I, M> publisher
        ? PipedPublisher.of(publisher, adapter, second)
        : new PipedUnary<>(first, adapter, second);
  }

  static <IE, M, E, OE> StreamStream<IE, ?, OE> pipe(
      StreamStream<IE, ?, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, ?, OE> second) {
    return piped(first, adapter, second);
  }

  private static <IE, S, M, E, T, OE> StreamStream<IE, ?, OE> piped(
      StreamStream<IE, S, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, T, OE> second) {
    return new Piped<>(first, adapter, second);
  }

  static <I, M, OE> UnaryStream<I, OE> map(
      UnaryStream<I, M> flavor, Function<? super M, ? extends OE> step) {
    return pipe(flavor, Function.identity(), new Step<M, OE>(step));
  }

  static <IE, M, OE> StreamStream<IE, ?, OE> map(
      StreamStream<IE, ?, M> flavor, Function<? super M, ? extends OE> step) {
    return mapped(flavor, step);
  }

  private static <IE, S, M, OE> StreamStream<IE, ?, OE> mapped(
      StreamStream<IE, S, M> flavor, Function<? super M, ? extends OE> step) {
    return new Mapped<>(flavor, step);
  }

  private record PipedUnary<I, M, E, OE>(
      UnaryStream<I, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, ?, OE> second)
      implements UnaryStream<I, OE> {
    @Override
    public Stream<OE> run(I input, Parameters parameters) {
      return reading(first.run(input, parameters), parameters);
    }

    @Override
    public List<Outcome<Stream<OE>>> runBatch(List<I> inputs, Parameters parameters) {
      return first.runBatch(inputs, parameters).stream()
          .map(outcome -> outcome.<Stream<OE>>then(source -> reading(source, parameters)))
          .toList();
    }

    private Stream<OE> reading(Stream<M> source, Parameters parameters) {
      return PulledStream.of(second, source.<E>map(adapter), parameters);
    }
  }

  private record Piped<IE, S, M, E, T, OE>(
      StreamStream<IE, S, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, T, OE> second)
      implements StreamStream<IE, Both<S, T>, OE> {
    @Override
    public StateType<Both<S, T>> stateType() {
      return StateType.pair(first.stateType(), second.stateType());
    }

    @Override
    public Both<S, T> open(Parameters parameters) {
      return new Both<>(first.open(parameters), second.open(parameters));
    }

    @Override
    public Both<S, T> next(Both<S, T> state, IE element, Consumer<? super OE> out) {
      Reading<M, E, T, OE> reading = new Reading<>(adapter, second, state.second(), out);
      S next = first.next(state.first(), element, reading);
      return new Both<>(next, reading.state);
    }

    @Override
    public void end(Both<S, T> state, Consumer<? super OE> out) {
      Reading<M, E, T, OE> reading = new Reading<>(adapter, second, state.second(), out);
      first.end(state.first(), reading);
      second.end(reading.state, out);
    }
  }

  /** Has the second flavour read what the first says in one call; lives no longer than that. */
  private static final class Reading<M, E, T, OE> implements Consumer<M> {
    private final Function<? super M, ? extends E> adapter;
    private final StreamStream<E, T, OE> second;
    private final Consumer<? super OE> out;
    private T state;

    Reading(
        Function<? super M, ? extends E> adapter,
        StreamStream<E, T, OE> second,
        T state,
        Consumer<? super OE> out) {
      this.adapter = adapter;
      this.second = second;
      this.state = state;
      this.out = out;
    }

    @Override
    public void accept(M element) {
      state = second.next(state, adapter.apply(element), out);
    }
  }

  /** One element for each; there is nothing to remember. */
  private record Step<M, OE>(Function<? super M, ? extends OE> step)
      implements StreamStream<M, Boolean, OE> {
    @Override
    public StateType<Boolean> stateType() {
      return StateType.of(Boolean.class);
    }

    @Override
    public Boolean open(Parameters parameters) {
      return true;
    }

    @Override
    public Boolean next(Boolean state, M element, Consumer<? super OE> out) {
      out.accept(step.apply(element));
      return state;
    }

    @Override
    public void end(Boolean state, Consumer<? super OE> out) {}
  }

  /** The same behind a stream that has a state already. */
  private record Mapped<IE, S, M, OE>(
      StreamStream<IE, S, M> flavor, Function<? super M, ? extends OE> step)
      implements StreamStream<IE, S, OE> {
    @Override
    public StateType<S> stateType() {
      return flavor.stateType();
    }

    @Override
    public S open(Parameters parameters) {
      return flavor.open(parameters);
    }

    @Override
    public S next(S state, IE element, Consumer<? super OE> out) {
      return flavor.next(state, element, mapped -> out.accept(step.apply(mapped)));
    }

    @Override
    public void end(S state, Consumer<? super OE> out) {
      flavor.end(state, mapped -> out.accept(step.apply(mapped)));
    }
  }
}
