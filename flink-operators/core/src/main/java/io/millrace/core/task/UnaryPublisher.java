package io.millrace.core.task;

import io.millrace.core.Parameters;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * One input, a stream of output elements that are sent when they are there: the reader needs no thread that waits for
 * them. What a module with thousands of slow answers under way implements in place of {@link UnaryStream}; it is one.
 *
 * @param <I> the input
 * @param <OE> an element of the output
 */
public interface UnaryPublisher<I, OE> extends UnaryStream<I, OE> {

  /**
   * Answers one input to one subscriber. Work begins when subscribed to, no more elements are sent than asked for, and
   * cancelling stops the work and releases what it holds. Signals come one after the other, from any thread; {@link
   * Flow.Subscription#request} and {@link Flow.Subscription#cancel} may come from different threads at the same time.
   *
   * <p>An input that cannot be answered is told by an exception from here, or by {@link Flow.Subscriber#onError}.
   */
  Flow.Publisher<OE> publish(I input, Parameters parameters);

  /** The same, read by a thread that waits; an interrupt ends the stream with an exception and cancels the work. */
  @Override
  default Stream<OE> run(I input, Parameters parameters) {
    return LazyStream.of(() -> PublishedStream.of(publish(input, parameters)));
  }
}
