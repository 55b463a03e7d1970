package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Puts the check of the parameters in front of a flavour, so that no door into a module goes without it. */
final class Resolving {

  private Resolving() {}

  static <I, O> UnaryUnary<I, O> unaryUnary(
      UnaryUnary<I, O> flavor, UnaryOperator<Parameters> check) {
    return new UnaryUnary<>() {
      @Override
      public O run(I input, Parameters parameters) {
        return flavor.run(input, check.apply(parameters));
      }

      @Override
      public List<Outcome<O>> runBatch(List<I> inputs, Parameters parameters) {
        return Outcome.each(inputs, flavor.runBatch(inputs, check.apply(parameters)));
      }
    };
  }

  static <I, OE> UnaryStream<I, OE> unaryStream(
      UnaryStream<I, OE> flavor, UnaryOperator<Parameters> check) {
    if (flavor instanceof UnaryPublisher<I, OE> publisher) {
      return new CheckedPublisher<>(publisher, check);
    }
    return new UnaryStream<>() {
      @Override
      public Stream<OE> run(I input, Parameters parameters) {
        Parameters resolved = check.apply(parameters);
        return LazyStream.of(() -> flavor.run(input, resolved));
      }

      @Override
      public List<Outcome<Stream<OE>>> runBatch(List<I> inputs, Parameters parameters) {
        return Outcome.each(inputs, flavor.runBatch(inputs, check.apply(parameters)));
      }
    };
  }

  static <IE, S, O> StreamUnary<IE, ?, O> streamUnary(
      StreamUnary<IE, S, O> flavor, UnaryOperator<Parameters> check) {
    return new CheckedStreamUnary<>(flavor, check);
  }

  static <IE, S, OE> StreamStream<IE, ?, OE> streamStream(
      StreamStream<IE, S, OE> flavor, UnaryOperator<Parameters> check) {
    return new CheckedStreamStream<>(flavor, check);
  }

  private record CheckedPublisher<I, OE>(
      UnaryPublisher<I, OE> flavor, UnaryOperator<Parameters> check)
      implements UnaryPublisher<I, OE> {
    @Override
    public Flow.Publisher<OE> publish(I input, Parameters parameters) {
      return flavor.publish(input, check.apply(parameters));
    }

    @Override
    public Stream<OE> run(I input, Parameters parameters) {
      return flavor.run(input, check.apply(parameters));
    }

    @Override
    public List<Outcome<Stream<OE>>> runBatch(List<I> inputs, Parameters parameters) {
      return Outcome.each(inputs, flavor.runBatch(inputs, check.apply(parameters)));
    }
  }

  private record CheckedStreamUnary<IE, S, O>(
      StreamUnary<IE, S, O> flavor, UnaryOperator<Parameters> check)
      implements StreamUnary<IE, S, O> {
    @Override
    public StateType<S> stateType() {
      return flavor.stateType();
    }

    @Override
    public S open(Parameters parameters) {
      return flavor.open(check.apply(parameters));
    }

    @Override
    public S next(S state, IE element) {
      return flavor.next(state, element);
    }

    @Override
    public O end(S state) {
      return flavor.end(state);
    }

    @Override
    public Optional<BinaryOperator<S>> merger() {
      return flavor.merger();
    }
  }

  private record CheckedStreamStream<IE, S, OE>(
      StreamStream<IE, S, OE> flavor, UnaryOperator<Parameters> check)
      implements StreamStream<IE, S, OE> {
    @Override
    public StateType<S> stateType() {
      return flavor.stateType();
    }

    @Override
    public S open(Parameters parameters) {
      return flavor.open(check.apply(parameters));
    }

    @Override
    public S next(S state, IE element, Consumer<? super OE> out) {
      return flavor.next(state, element, out);
    }

    @Override
    public void end(S state, Consumer<? super OE> out) {
      flavor.end(state, out);
    }
  }
}
