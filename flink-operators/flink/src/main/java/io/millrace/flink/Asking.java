package io.millrace.flink;

import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.UnaryPublisher;
import io.millrace.core.task.UnaryStream;
import io.millrace.flink.async.PublisherSource;
import io.millrace.flink.async.Source;
import io.millrace.flink.async.StreamSource;
import io.millrace.flink.async.Workers;
import java.io.Serializable;

/**
 * How an asynchronous operator asks a module: its runner, and a source of answers made of one of its flavours.
 *
 * @param runner the runner
 * @param threads how many threads may wait for the module at a time
 * @param way how it is asked
 * @param <I> the input
 * @param <OE> an element of the output
 */
record Asking<I, OE>(ModuleRunner<?, ?, ?, ?> runner, int threads, Way<I, OE> way) {

  /** Enough to begin and to stop answers that are published: nobody waits for them. */
  private static final int SUBSCRIBERS = 4;

  /** Makes it on the worker. */
  interface Recipe<I, OE> extends Serializable {
    Asking<I, OE> open();
  }

  /** Makes the source. */
  interface Way<I, OE> {
    Source<I, OE> source(Workers workers, Alarms alarms);
  }

  /** One answer at a time, by a worker or by subscription. */
  static <I, OE> Asking<I, OE> each(Answering<I, OE> answering, AsyncLimits limits) {
    UnaryStream<I, OE> flavor = answering.flavor();
    if (flavor instanceof UnaryPublisher<I, OE> publisher) {
      return new Asking<>(
          answering.runner(),
          SUBSCRIBERS,
          (workers, alarms) -> new PublisherSource<>(publisher, workers));
    }
    return new Asking<>(
        answering.runner(),
        limits.inFlight(),
        (workers, alarms) -> new StreamSource<>(flavor, workers));
  }

  /** The answers of a batch at a time. */
  static <I, O> Asking<I, O> batched(
      ModuleRunner<I, ?, O, ?> runner, BatchLimits batch, AsyncLimits limits) {
    return new Asking<>(
        runner,
        Math.max(1, limits.inFlight() / batch.size()),
        (workers, alarms) -> new BatchSource<>(runner.unaryUnary(), batch, workers, alarms));
  }
}
