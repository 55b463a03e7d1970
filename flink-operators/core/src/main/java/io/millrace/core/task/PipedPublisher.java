package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** A publisher whose elements another flavour reads as they come: no thread waits for them here either. */
final class PipedPublisher<I, M, E, T, OE> implements UnaryPublisher<I, OE> {

  private final UnaryPublisher<I, M> first;
  private final Function<? super M, ? extends E> adapter;
  private final StreamStream<E, T, OE> second;

  private PipedPublisher(
      UnaryPublisher<I, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, T, OE> second) {
    this.first = first;
    this.adapter = adapter;
    this.second = second;
  }

  static <I, M, E, OE> UnaryPublisher<I, OE> of(
      UnaryPublisher<I, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, ?, OE> second) {
    return piped(first, adapter, second);
  }

  private static <I, M, E, T, OE> UnaryPublisher<I, OE> piped(
      UnaryPublisher<I, M> first,
      Function<? super M, ? extends E> adapter,
      StreamStream<E, T, OE> second) {
    return new PipedPublisher<>(first, adapter, second);
  }

  @Override
  public Flow.Publisher<OE> publish(I input, Parameters parameters) {
    T opened = second.open(parameters);
    Flow.Publisher<M> source = first.publish(input, parameters);
    return subscriber ->
        source.subscribe(new PipedSubscription<>(adapter, second, opened, subscriber));
  }
}
