package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.StateType.Both;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * A {@link TaskAggregate} as a window takes it: it minds attempts, and keeps a module's exception, for an aggregate can end
 * no request. What it accumulates is a message whose payload is the aggregate's accumulator and whose status is how the
 * request stands, and the stack trace of a failure that happened here.
 */
final class WindowAggregate<IE, S, O>
    implements AggregateFunction<
        Message<Taken<IE>>,
        Both<Message<Accumulated<S>>, String>,
        Both<Message<Accumulated<S>>, String>> {

  private static final long serialVersionUID = 1L;

  /** The name of the request of an accumulator that has taken nothing yet; the first message says the right one. */
  private static final String NOBODY = "-";

  private final TaskAggregate<IE, S, O> aggregate;

  WindowAggregate(TaskAggregate<IE, S, O> aggregate) {
    this.aggregate = aggregate;
  }

  @Override
  public Both<Message<Accumulated<S>>, String> createAccumulator() {
    return new Both<>(Message.of(NOBODY, 0, aggregate.createAccumulator()), "");
  }

  @Override
  public Both<Message<Accumulated<S>>, String> add(
      Message<Taken<IE>> message, Both<Message<Accumulated<S>>, String> kept) {
    Message<Accumulated<S>> soFar = kept.first();
    boolean newAttempt = message.attempt() > soFar.attempt();
    if (message.attempt() < soFar.attempt() || (!newAttempt && !soFar.status().isOk())) {
      return kept;
    }
    Accumulated<S> before =
        newAttempt ? aggregate.createAccumulator() : Objects.requireNonNull(soFar.payload());
    Taken<IE> taken = message.payload();
    return guarded(message, before, () -> taken == null ? before : aggregate.add(taken, before));
  }

  @Override
  public Both<Message<Accumulated<S>>, String> merge(
      Both<Message<Accumulated<S>>, String> earlier, Both<Message<Accumulated<S>>, String> later) {
    int newer = Integer.compare(earlier.first().attempt(), later.first().attempt());
    if (newer != 0) {
      return newer > 0 ? earlier : later;
    }
    if (!earlier.first().status().isOk() || !later.first().status().isOk()) {
      return earlier.first().status().isOk() ? later : earlier;
    }
    Accumulated<S> first = Objects.requireNonNull(earlier.first().payload());
    Accumulated<S> second = Objects.requireNonNull(later.first().payload());
    return guarded(later.first(), first, () -> aggregate.merge(first, second));
  }

  private static <S> Both<Message<Accumulated<S>>, String> guarded(
      Message<?> latest, Accumulated<S> before, Supplier<Accumulated<S>> step) {
    try {
      return new Both<>(accumulated(latest, step.get(), latest.status()), "");
    } catch (RuntimeException e) {
      return new Both<>(accumulated(latest, before, Status.of(e)), DeadLetter.stackTraceOf(e));
    }
  }

  private static <S> Message<Accumulated<S>> accumulated(
      Message<?> latest, Accumulated<S> payload, Status status) {
    return new Message<>(
        latest.requestId(),
        latest.attempt(),
        0,
        payload,
        Parameters.NONE,
        latest.headers(),
        !status.isOk(),
        status,
        latest.origin());
  }

  @Override
  public Both<Message<Accumulated<S>>, String> getResult(
      Both<Message<Accumulated<S>>, String> kept) {
    return kept;
  }
}
