package io.millrace.core.action;

import io.millrace.core.task.Join;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A stream of intermediate results that ends in one value, not yet running: the one form that all shapes of an action are
 * brought to. Whatever it is made of, it runs as a {@link Flow.Publisher}; what blocks does so on the executor's threads,
 * and waits there for its reader. So blocking actions serve non-blocking callers, and the other way round.
 *
 * <p>Nothing is called before the first request of the subscriber. A stream that is cancelled learns it by an interrupt,
 * and by a {@link java.util.concurrent.CancellationException} from {@code out}.
 *
 * @param <I> the intermediate results
 * @param <F> what it ends in
 */
@FunctionalInterface
public interface Streaming<I, F> {

  /** A publisher for one subscriber, of items and exactly one last, which runs what blocks on the executor. */
  Flow.Publisher<Streamed<I, F>> on(Executor executor);

  /** What blocks and pushes: each item is taken before {@code out} returns. */
  static <I, F> Streaming<I, F> pushing(Pushing<I, F> body) {
    return executor ->
        subscriber -> subscriber.onSubscribe(new PushingRun<>(body, executor, subscriber));
  }

  /** What blocks and is pulled. */
  static <I, F> Streaming<I, F> iterating(Callable<? extends Iterator<Streamed<I, F>>> source) {
    return pushing(out -> Pulled.drain(source.call(), out));
  }

  /** What blocks and is pulled, and then closed. */
  static <I, F> Streaming<I, F> streaming(Callable<? extends Stream<Streamed<I, F>>> source) {
    return pushing(out -> {
      try (Stream<Streamed<I, F>> opened = source.call()) {
        return Pulled.drain(opened.iterator(), out);
      }
    });
  }

  /** A stream of intermediate results only, pulled and then closed; the end is their join. */
  static <I, F> Streaming<I, F> joining(Callable<? extends Stream<I>> source, Join<I, ?, F> join) {
    return pushing(out -> {
      try (Stream<I> opened = source.call()) {
        return Pulled.join(opened.iterator(), join, out);
      }
    });
  }

  /** What does not block: a publisher that ends with a {@link Streamed#last}. */
  static <I, F> Streaming<I, F> publishing(
      Callable<? extends Flow.Publisher<Streamed<I, F>>> source) {
    return executor ->
        subscriber -> subscriber.onSubscribe(new PublishingRun<>(source, subscriber));
  }

  /**
   * What does not block: pushes from whatever thread, then completes. It cannot be made to wait for its reader, so items
   * that are not yet taken are held.
   */
  static <I, F> Streaming<I, F> completing(
      Function<? super Consumer<I>, ? extends CompletionStage<F>> body) {
    return executor -> subscriber -> {
      CompletingRun<I, F> run = new CompletingRun<>(body, subscriber);
      run.open();
    };
  }

  /** The same stream with another end. */
  default <G> Streaming<I, G> map(Function<? super F, ? extends G> end) {
    return executor -> subscriber -> on(executor).subscribe(new MappedEnd<>(subscriber, end));
  }

  /**
   * A stream as a blocking function.
   *
   * @param <I> the intermediate results
   * @param <F> the end
   */
  @FunctionalInterface
  interface Pushing<I, F> {
    /** Hands items to {@code out} and returns the end. */
    F run(Consumer<? super I> out) throws Exception;
  }
}
