package io.millrace.flink;

import io.millrace.core.task.Task;

/**
 * The flavours that take a whole input, for modules that are slow to answer (a model server): so many requests are answered
 * at a time as the limits allow, and what comes of each goes out at once. Made by {@link TaskStreams#async}.
 *
 * <p>A module that publishes ({@link io.millrace.core.task.UnaryPublisher}) is read without a thread for each answer; any
 * other by a worker for each. When a request is cancelled, or takes too long, the worker is interrupted, and its stream
 * closed by another, for a module need not heed interrupts.
 *
 * <p>A message with a status other than OK ends its request wherever it stands, as {@code CANCELLED} does; one with a higher
 * attempt begins it anew, and a lower one is dropped, as is what is delivered again: a request that has ended is remembered
 * for the {@link RequestLimits#tombstone} of the door, whose other limits are of streams. A failure that may pass is tried again,
 * before the first element as the same attempt, after it as a new one.
 *
 * <p>Requests under way are in the checkpoint, and after a restore are answered again. A module that is deterministic goes
 * on under the attempt of the input where the checkpoint left off. For any other each run has an attempt of its own, a
 * number of the clock's that no run of the request has had before ({@link io.millrace.flink.async.Tickets} says what that
 * assumes); the attempt of the input is in the header {@code attempt.NAME}. A task that begins therefore waits for a second
 * at most. The attempt that a restore leaves behind has no terminal message: the higher one takes its place.
 *
 * <p>An operator has the one module that it was made with: no {@linkplain TaskStreams#withControl control stream} enters it,
 * and what one says to it from further up the chain is let be.
 *
 * @param <E> the payload of the messages
 */
public final class AsyncTaskStreams<E> {

  private final TaskStreams<E> door;
  private final AsyncLimits limits;

  AsyncTaskStreams(TaskStreams<E> door, AsyncLimits limits) {
    this.door = door;
    this.limits = limits;
  }

  /** A stream of output elements for each whole input. The name is also the uid, and qualifies parameters. */
  public <IE, O, OE> TaskStream<OE> unaryStream(String name, RunnerSupplier<E, IE, O, OE> runner) {
    AsyncLimits atOnce = limits;
    return door.building(runner, built -> {
      built.unaryStream();
      Task<E, IE, O, OE> task = built.task();
      return door.wholeByRequest(
          name,
          task.inputType(),
          task.outputElementType(),
          atOnce,
          () -> Asking.each(Answering.streaming(runner.get()), atOnce));
    });
  }

  /** One output for each whole input. The name is also the uid, and qualifies parameters. */
  public <IE, O, OE> TaskStream<O> unaryUnary(String name, RunnerSupplier<E, IE, O, OE> runner) {
    AsyncLimits atOnce = limits;
    return once(name, runner, () -> Asking.each(Answering.once(runner.get()), atOnce));
  }

  /**
   * One output for each whole input, by the batch: inputs of equal parameters are gathered, and handed to the module
   * together. One that cannot be answered fails alone. The name is also the uid, and qualifies parameters.
   *
   * @throws IllegalArgumentException if a batch is larger than the number of requests in flight, and so never full
   */
  public <IE, O, OE> TaskStream<O> unaryUnary(
      String name, RunnerSupplier<E, IE, O, OE> runner, BatchLimits batch) {
    AsyncLimits atOnce = limits;
    if (batch.size() > atOnce.inFlight()) {
      throw new IllegalArgumentException("a batch must be at most as large as the "
          + atOnce.inFlight() + " requests in flight but was " + batch.size());
    }
    return once(name, runner, () -> Asking.batched(runner.get(), batch, atOnce));
  }

  private <IE, O, OE> TaskStream<O> once(
      String name, RunnerSupplier<E, IE, O, OE> runner, Asking.Recipe<E, O> recipe) {
    return door.building(runner, built -> {
      built.unaryUnary();
      Task<E, IE, O, OE> task = built.task();
      return door.wholeByRequest(name, task.inputType(), task.outputType(), limits, recipe);
    });
  }
}
